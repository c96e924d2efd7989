import type { ContentBlock, ToolResultBlock } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import {
  asObject,
  readOptionalArray,
  readOptionalObject,
  readOptionalString,
} from '../../core/read-field.ts';
import type { CallIds } from './call-ids.ts';
import { decodeFileData, decodeInlineData } from './decode-media.ts';

/** What a function gave back, with the media beside it. @throws AppError naming the path */
export function decodeFunctionResponse(data: JsonObject, path: string, ids: CallIds): ToolResultBlock {
  const name = readOptionalString(data, 'name', path) ?? '';
  const toolUseId = ids.result(readOptionalString(data, 'id', path), name);
  const response = readOptionalObject(data, 'response', path) ?? {};
  const media = readOptionalArray(data, 'parts', path).map((part, i) => {
    const partPath = `${path}.parts[${i}]`;
    return decodeMediaPart(asObject(part, partPath), partPath);
  });
  const { value, isError } = unwrap(response);
  const text = typeof value === 'string' ? value : stringifyJson(value);
  const said: ContentBlock[] = text === '' ? [] : [{ type: 'text', text }];
  return { type: 'tool-result', toolUseId, content: [...said, ...media], isError };
}

function decodeMediaPart(part: JsonObject, path: string): ContentBlock {
  if (part['fileData'] != null) {
    return decodeFileData(asObject(part['fileData'], `${path}.fileData`), `${path}.fileData`);
  }
  return decodeInlineData(asObject(part['inlineData'], `${path}.inlineData`), `${path}.inlineData`);
}

/** Keys under which clients wrap what is not an object; `{name, content}` is the Vercel provider's form. */
const WRAPPERS: readonly string[] = ['output', 'result', 'content'];

function unwrap(response: JsonObject): { readonly value: unknown; readonly isError: boolean } {
  const keys = Object.keys(response);
  if (keys.length === 0) return { value: '', isError: false };
  if (keys.length === 1 && 'error' in response) return { value: response['error'] ?? '', isError: true };
  const said = keys.filter((key) => !(key === 'name' && typeof response['name'] === 'string'));
  const [only] = said;
  const isNamed = keys.length === 2 && 'content' in response;
  if (only !== undefined && said.length === 1 && WRAPPERS.includes(only)) {
    if (keys.length === 1 || isNamed) return { value: response[only] ?? '', isError: false };
  }
  return { value: response, isError: isErrorObject(response) };
}

/** MCP's own flag, which gemini-cli and others pass on. */
function isErrorObject(response: JsonObject): boolean {
  return isJsonObject(response) && response['isError'] === true;
}
