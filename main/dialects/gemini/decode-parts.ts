import { invalidRequest } from '../../core/app-error.ts';
import type { ContentBlock } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { asArray, asObject, readOptionalString, readString } from '../../core/read-field.ts';
import type { CallIds } from './call-ids.ts';
import { decodeFunctionResponse } from './decode-function-response.ts';
import { decodeFileData, decodeInlineData } from './decode-media.ts';
import type { GeminiBackend } from './gemini-backend.ts';
import { decodeProof } from './proofs.ts';

/** What decoding the parts of one conversation shares. */
export interface PartContext {
  readonly ids: CallIds;
  readonly backend: GeminiBackend;
}

/** A content's `parts`; a single one without its list, or a bare text, are common slips. @throws AppError */
export function decodeParts(parts: unknown, path: string, context: PartContext): ContentBlock[] {
  if (parts == null) return [];
  const list = isJsonObject(parts) || typeof parts === 'string' ? [parts] : asArray(parts, path);
  return list.flatMap((part, i) => {
    if (typeof part === 'string') return textBlocks(part);
    const partPath = `${path}[${i}]`;
    return decodePart(asObject(part, partPath), partPath, context);
  });
}

/** A part, after the thinking whose proof it carries. Thoughts that come back prove nothing: the proofs hold them. */
function decodePart(part: JsonObject, path: string, context: PartContext): ContentBlock[] {
  const proof = decodeProof(readOptionalString(part, 'thoughtSignature', path) ?? '', context.backend);
  const said = part['thought'] === true ? [] : decodeData(part, path, context);
  return [...proof, ...said].map((block) => ({ ...block, source: part }));
}

function decodeData(part: JsonObject, path: string, context: PartContext): ContentBlock[] {
  const [key, decode] = DATA.find(([name]) => part[name] != null) ?? [];
  if (key !== undefined && decode !== undefined) {
    return decode({ data: asObject(part[key], `${path}.${key}`), path: `${path}.${key}`, context });
  }
  if (part['text'] != null) return textBlocks(readString(part, 'text', path));
  const others = Object.keys(part).filter((name) => !MODIFIERS.has(name) && part[name] != null);
  const [name] = others;
  if (name !== undefined) return [{ type: 'opaque', dialect: context.backend, name, source: part }];
  if (part['thoughtSignature'] != null) return [];
  throw invalidRequest(
    path,
    `${path} holds nothing: a part needs text, inlineData, functionCall or the like.`,
  );
}

interface PartData {
  readonly data: JsonObject;
  readonly path: string;
  readonly context: PartContext;
}

const DATA: readonly (readonly [string, (part: PartData) => ContentBlock[]])[] = [
  ['functionCall', decodeCall],
  ['functionResponse', ({ data, path, context }) => [decodeFunctionResponse(data, path, context.ids)]],
  ['inlineData', ({ data, path }) => [decodeInlineData(data, path)]],
  ['fileData', ({ data, path }) => [decodeFileData(data, path)]],
];

/** Members that say something about a part and are not what it holds. */
const MODIFIERS: ReadonlySet<string> = new Set([
  'text',
  'thought',
  'thoughtSignature',
  'videoMetadata',
  'mediaResolution',
  'partMetadata',
  'mediaProcessing',
  'speechMetadata',
]);

function decodeCall({ data, path, context }: PartData): ContentBlock[] {
  const name = readString(data, 'name', path);
  const id = context.ids.call(readOptionalString(data, 'id', path), name);
  const args = data['args'];
  const text = args == null ? '' : stringifyJson(asObject(args, `${path}.args`));
  return [{ type: 'tool-use', id, name, arguments: text }];
}

function textBlocks(text: string): ContentBlock[] {
  return text === '' ? [] : [{ type: 'text', text }];
}
