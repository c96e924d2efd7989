import { invalidRequest } from '../../core/app-error.ts';
import type { TextBlock, ToolResultBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { asObject, readOptionalArray, readOptionalString, readString } from '../../core/read-field.ts';

/** `toolResults` of a user message's context. @throws AppError naming the field */
export function decodeToolResults(context: JsonObject, base: string): ToolResultBlock[] {
  return readOptionalArray(context, 'toolResults', base).map((item, i) => {
    const path = `${base}.toolResults[${i}]`;
    const wire = asObject(item, path);
    return {
      type: 'tool-result',
      toolUseId: readString(wire, 'toolUseId', path),
      content: readOptionalArray(wire, 'content', path).map((part, j) =>
        decodePart(part, `${path}.content[${j}]`),
      ),
      isError: readOptionalString(wire, 'status', path)?.toLowerCase() === 'error',
    };
  });
}

/** `{text}` or `{json}`: a tool's JSON is text to every other format. */
function decodePart(item: unknown, path: string): TextBlock {
  const part = asObject(item, path);
  if (part['json'] !== undefined) return { type: 'text', text: stringifyJson(part['json']) };
  if (typeof part['text'] === 'string') return { type: 'text', text: part['text'] };
  throw invalidRequest(path, `${path} must hold text or json.`);
}
