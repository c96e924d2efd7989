import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { CacheBreakpoint, ContentBlock } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { asArray, asObject, pathOf, readString } from '../../core/read-field.ts';
import { lazyToolUse } from '../openai-vocabulary/lazy-tool-use.ts';
import { decodeDocument, decodeImage } from './decode-media.ts';
import { decodeReasoning } from './decode-reasoning-block.ts';
import { decodeSearchResult } from './decode-search-result.ts';

/**
 * A list of content blocks. A `cachePoint` is a mark on the block before it.
 * @throws AppError naming the first block that is not valid, or that kRouter cannot carry
 */
export function decodeContent(content: unknown, path: string): readonly ContentBlock[] {
  const blocks: ContentBlock[] = [];
  asArray(content, path).forEach((value, index) => {
    const at = pathOf(path, index);
    const block = asObject(value, at);
    const cache = decodeCachePoint(block, at);
    if (cache === undefined) blocks.push(decodeBlock(block, at));
    else markLast(blocks, cache);
  });
  return blocks;
}

/** The breakpoint that a `cachePoint` block sets; undefined for any other block. */
export function decodeCachePoint(block: JsonObject, path: string): CacheBreakpoint | undefined {
  if (block['cachePoint'] === undefined) return undefined;
  const { ttl } = asObject(block['cachePoint'], pathOf(path, 'cachePoint'));
  return ttl === '5m' || ttl === '1h' ? { ttl } : {};
}

/** Puts a breakpoint on the last thing of a list; one that stands before everything marks nothing. */
export function markLast<T extends { readonly cache?: CacheBreakpoint }>(
  list: (T & { readonly cache?: CacheBreakpoint })[],
  cache: CacheBreakpoint,
): void {
  const last = list.at(-1);
  if (last !== undefined) list[list.length - 1] = { ...last, cache };
}

type BlockDecoder = (value: unknown, path: string) => ContentBlock;

const DECODERS: Readonly<Record<string, BlockDecoder>> = {
  text: (text, path) => {
    if (typeof text === 'string') return { type: 'text', text };
    throw invalidRequest(path, `${path} must be a string.`);
  },
  image: (image, path) => decodeImage(asObject(image, path), path),
  document: (document, path) => decodeDocument(asObject(document, path), path),
  toolUse: decodeToolUse,
  toolResult: decodeToolResult,
  reasoningContent: (content, path) => decodeReasoning(asObject(content, path), path),
  guardContent: decodeGuardContent,
  citationsContent: decodeCitations,
  searchResult: (result, path) => decodeSearchResult(asObject(result, path), path),
};

function decodeBlock(block: JsonObject, path: string): ContentBlock {
  const [name = '', ...others] = Object.keys(block).filter((key) => block[key] != null);
  if (name === '' || others.length > 0) {
    throw invalidRequest(
      path,
      `${path} must have exactly one member that says what it is, e.g. text or image.`,
    );
  }
  const decode = Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined;
  if (decode === undefined) throw notCarried(`${path}.${name}`, name);
  return { ...decode(block[name], pathOf(path, name)), source: block };
}

function notCarried(path: string, name: string): Error {
  const cure =
    name === 'video' || name === 'audio'
      ? 'kRouter carries text, images and documents.'
      : 'Leave the block out.';
  return unsupported(path, `kRouter does not carry ${name} blocks of Converse. ${cure}`);
}

function decodeToolUse(value: unknown, path: string): ContentBlock {
  const call = asObject(value, path);
  const input = call['input'] ?? {};
  if (call['type'] !== undefined) throw notCarried(`${path}.type`, 'server tool use');
  if (!isJsonObject(input)) throw invalidRequest(`${path}.input`, `${path}.input must be an object.`);
  const id = readString(call, 'toolUseId', path);
  return lazyToolUse({ id, name: readString(call, 'name', path), input });
}

function decodeToolResult(value: unknown, path: string): ContentBlock {
  const result = asObject(value, path);
  const at = pathOf(path, 'content');
  return {
    type: 'tool-result',
    toolUseId: readString(result, 'toolUseId', path),
    content: asArray(result['content'] ?? [], at).map((part, index) =>
      decodeResultPart(part, pathOf(at, index)),
    ),
    isError: result['status'] === 'error',
  };
}

/** A `json` part is told as its text: no other format has a place for it. */
function decodeResultPart(value: unknown, path: string): ContentBlock {
  const part = asObject(value, path);
  if (part['json'] === undefined) return decodeBlock(part, path);
  return { type: 'text', text: stringifyJson(part['json']), source: part };
}

/** What a guardrail is to look at: to the model it is text or an image like any other. */
function decodeGuardContent(value: unknown, path: string): ContentBlock {
  const content = asObject(value, path);
  if (content['image'] !== undefined)
    return decodeImage(asObject(content['image'], `${path}.image`), `${path}.image`);
  const text = asObject(content['text'], `${path}.text`);
  return { type: 'text', text: readString(text, 'text', `${path}.text`) };
}

/** Text of an earlier answer with its sources; the model only needs its words. */
function decodeCitations(value: unknown, path: string): ContentBlock {
  const { content } = asObject(value, path);
  const parts = asArray(content ?? [], `${path}.content`);
  const texts = parts.map((part, index) => {
    const at = pathOf(`${path}.content`, index);
    return readString(asObject(part, at), 'text', at);
  });
  return { type: 'text', text: texts.join('') };
}
