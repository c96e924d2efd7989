import type { Tool, Warning } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { readOptionalString } from '../../core/read-field.ts';
import { readToolName } from './read-tool-name.ts';

const FREE_TEXT = {
  type: 'object',
  properties: { input: { type: 'string' } },
  required: ['input'],
  additionalProperties: false,
} as const;

/** A tool called with free text: for the model a function whose one argument, `input`, is that text. */
export function decodeCustomTool(custom: JsonObject, path: string, warnings: Warning[]): Tool {
  const grammar = grammarOf(custom);
  if (grammar !== undefined) {
    const detail = 'the grammar is told, not enforced';
    warnings.push({ code: 'approximated', param: `${path}.format`, detail });
  }
  const description = [readOptionalString(custom, 'description', path), grammar].filter(Boolean).join('\n\n');
  return {
    kind: 'custom',
    name: readToolName(custom, path),
    description: description === '' ? undefined : description,
    inputSchema: FREE_TEXT,
  };
}

/** The Responses format has the grammar's members in `format` itself, Chat Completions in an object inside it. */
function grammarOf(custom: JsonObject): string | undefined {
  const { format } = custom;
  if (!isJsonObject(format) || format['type'] !== 'grammar') return undefined;
  const grammar = isJsonObject(format['grammar']) ? format['grammar'] : format;
  return `The input must match this ${grammar['syntax']} grammar:\n${grammar['definition']}`;
}
