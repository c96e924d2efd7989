import { invalidRequest } from '../../core/app-error.ts';
import type { Tool } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { asObject, readOptionalString } from '../../core/read-field.ts';
import { readToolName } from '../openai-vocabulary/read-tool-name.ts';

/** `tools`: specifications, and cache points that stand after the tool before them. @throws AppError */
export function decodeTools(list: readonly unknown[], base: string): Tool[] {
  const tools: Tool[] = [];
  for (const [i, item] of list.entries()) {
    const path = `${base}[${i}]`;
    const entry = asObject(item, path);
    const last = tools.at(-1);
    if (isJsonObject(entry['toolSpecification'])) tools.push(decodeTool(entry['toolSpecification'], path));
    else if (entry['cachePoint'] == null) throw unknownTool(path);
    else if (last !== undefined) tools[tools.length - 1] = { ...last, cache: {} };
  }
  return tools;
}

function decodeTool(specification: JsonObject, base: string): Tool {
  const path = `${base}.toolSpecification`;
  const schema = specification['inputSchema'];
  return {
    kind: 'function',
    name: readToolName(specification, path),
    description: readOptionalString(specification, 'description', path),
    inputSchema: isJsonObject(schema) ? schema['json'] : undefined,
    source: { toolSpecification: specification },
  };
}

function unknownTool(path: string): Error {
  return invalidRequest(path, `${path} must hold a toolSpecification or a cachePoint.`);
}
