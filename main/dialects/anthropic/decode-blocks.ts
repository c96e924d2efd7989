import { invalidRequest } from '../../core/app-error.ts';
import type { CacheBreakpoint, ContentBlock } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import {
  asObject,
  pathOf,
  readOptionalBoolean,
  readOptionalObject,
  readString,
} from '../../core/read-field.ts';
import { lazyToolUse } from '../openai-vocabulary/lazy-tool-use.ts';
import { decodeDocument, decodeImage } from './decode-media.ts';

/** Blocks nest at most three deep in the specification: message, tool result, document. */
const MAX_DEPTH = 4;

/**
 * `content` of a message, a tool result or a document: a string or a list of blocks. The `source` of a block made from
 * a string is that string.
 * @throws AppError naming the path of the first block that is not valid.
 */
export function decodeContent(content: unknown, path: string, depth = 0): readonly ContentBlock[] {
  if (typeof content === 'string') return [{ type: 'text', text: content, source: content }];
  if (!Array.isArray(content)) throw invalidRequest(path, `${path} must be a string or a list of blocks.`);
  if (depth > MAX_DEPTH) throw invalidRequest(path, `${path} nests blocks too deep.`);
  return content.map((block: unknown, index) => decodeBlock(block, pathOf(path, index), depth));
}

/** `cache_control`, when there is one. */
export function decodeCache(owner: JsonObject, path: string): CacheBreakpoint | undefined {
  const control = readOptionalObject(owner, 'cache_control', path);
  if (control === undefined) return undefined;
  const ttl = control['ttl'];
  return ttl === '5m' || ttl === '1h' ? { ttl } : {};
}

function decodeBlock(value: unknown, path: string, depth: number): ContentBlock {
  const block = asObject(value, path);
  const type = readString(block, 'type', path);
  const decode = Object.hasOwn(DECODERS, type) ? DECODERS[type] : undefined;
  const cache = decodeCache(block, path);
  const decoded = decode?.(block, path, depth) ?? opaque(block, type);
  return cache === undefined ? decoded : { ...decoded, cache };
}

/** What is left of a block decoder's answer when the shape is one this version does not know: undefined -> opaque. */
type BlockDecoder = (block: JsonObject, path: string, depth: number) => ContentBlock | undefined;

const DECODERS: Readonly<Record<string, BlockDecoder>> = {
  text: (block, path) => ({ type: 'text', text: readString(block, 'text', path), source: block }),
  image: decodeImage,
  document: (block, path, depth) =>
    decodeDocument(block, path, (content, at) => decodeContent(content, at, depth + 1)),
  thinking: (block, path) => ({
    type: 'thinking',
    thinking: readString(block, 'thinking', path),
    signature: typeof block['signature'] === 'string' ? block['signature'] : undefined,
    source: block,
  }),
  redacted_thinking: (block, path) => ({
    type: 'redacted-thinking',
    data: readString(block, 'data', path),
    source: block,
  }),
  tool_use: decodeToolUse,
  tool_result: decodeToolResult,
};

function opaque(block: JsonObject, name: string): ContentBlock {
  return { type: 'opaque', dialect: 'anthropic', name, source: block };
}

function decodeToolUse(block: JsonObject, path: string): ContentBlock {
  const input = block['input'] ?? {};
  if (!isJsonObject(input)) throw invalidRequest(`${path}.input`, `${path}.input must be an object.`);
  const id = readString(block, 'id', path);
  return lazyToolUse({ id, name: readString(block, 'name', path), input, source: block });
}

function decodeToolResult(block: JsonObject, path: string, depth: number): ContentBlock {
  const content = block['content'];
  return {
    type: 'tool-result',
    toolUseId: readString(block, 'tool_use_id', path),
    content: content == null ? [] : decodeContent(content, pathOf(path, 'content'), depth + 1),
    isError: readOptionalBoolean(block, 'is_error', path) ?? false,
    source: block,
  };
}
