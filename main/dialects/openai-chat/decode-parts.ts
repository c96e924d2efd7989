import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { ContentBlock, TextBlock, ToolResultBlock } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { asArray, asObject, readString } from '../../core/read-field.ts';
import { hoistCache } from '../openai-vocabulary/hoist-cache.ts';
import { decodeAnthropicPart, type Place } from './decode-anthropic-part.ts';
import { decodeCache } from './decode-cache.ts';
import { decodeFile, decodeImageUrl, refuseAudio } from './decode-media.ts';

/** A message's `content`: a string, a list of parts, or nothing. Empty texts carry nothing and are left out. */
export function decodeContent(content: unknown, path: string, place: Place): ContentBlock[] {
  if (content == null || content === '') return [];
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  // A single part without its list is a common slip.
  const parts = isJsonObject(content) ? [content] : asArray(content, path);
  return parts.flatMap((part, i) => decodePart(part, `${path}[${i}]`, place));
}

/** Instructions: text only. */
export function decodeInstructions(content: unknown, path: string): TextBlock[] {
  return decodeContent(content, path, 'system').map((block) => {
    if (block.type === 'text') return block;
    throw invalidRequest(path, `${path} may only hold text: instructions cannot carry media.`);
  });
}

/** True when the content holds parts that are not OpenAI's, which a strict upstream would refuse. */
export function hasForeignPart(content: unknown): boolean {
  if (isJsonObject(content)) return true;
  return Array.isArray(content) && content.some(isForeign);
}

function isForeign(part: unknown): boolean {
  if (!isJsonObject(part) || !NATIVE.has(String(part['type']))) return true;
  return part['type'] === 'image_url' && !isJsonObject(part['image_url']);
}

const NATIVE: ReadonlySet<string> = new Set(['text', 'refusal', 'image_url', 'file', 'input_audio']);

function decodePart(value: unknown, path: string, place: Place): ContentBlock[] {
  if (typeof value === 'string') return textBlocks(value, {});
  const part = asObject(value, path);
  const type = readString(part, 'type', path);
  if (!NATIVE.has(type)) return decodeForeignPart(part, path, place);
  const cache = decodeCache(part);
  return decodeNativePart(part, path).map((block) => ({
    ...block,
    cache,
    source: isForeign(part) ? undefined : part,
  }));
}

function decodeNativePart(part: JsonObject, path: string): ContentBlock[] {
  switch (part['type']) {
    case 'image_url':
      return [decodeImage(part['image_url'], `${path}.image_url`)];
    case 'file':
      return [decodeFile(asObject(part['file'], `${path}.file`), `${path}.file`)];
    case 'input_audio':
      return refuseAudio(path);
    case 'refusal':
      return textBlocks(readString(part, 'refusal', path), {});
    default:
      return textBlocks(readString(part, 'text', path), {});
  }
}

/** `{url, detail}`, or the bare string that many clients send. Claude has no `detail`. */
function decodeImage(image: unknown, path: string): ContentBlock {
  if (typeof image === 'string') return decodeImageUrl(image, path);
  return decodeImageUrl(readString(asObject(image, path), 'url', path), `${path}.url`);
}

/** Responses and Anthropic parts, which some clients (Cursor among them) send to this endpoint. */
function decodeForeignPart(part: JsonObject, path: string, place: Place): ContentBlock[] {
  switch (part['type']) {
    case 'input_text':
    case 'output_text':
      return textBlocks(readString(part, 'text', path), part);
    case 'input_image':
      return [{ ...decodeImage(part['image_url'], `${path}.image_url`), cache: decodeCache(part) }];
    case 'input_file':
      return [{ ...decodeFile(part, path), cache: decodeCache(part) }];
    case 'tool_result':
      return place === 'user' ? [decodeToolResult(part, path)] : refusePart(part, path);
    default:
      return decodeAnthropicPart(part, path, place) ?? refusePart(part, path);
  }
}

function decodeToolResult(part: JsonObject, path: string): ToolResultBlock {
  const toolUseId = readString(part, 'tool_use_id', path);
  const { content, cache } = hoistCache(decodeContent(part['content'], `${path}.content`, 'tool'));
  const isError = part['is_error'] === true;
  return { type: 'tool-result', toolUseId, content, isError, cache: decodeCache(part) ?? cache };
}

function textBlocks(text: string, holder: JsonObject): TextBlock[] {
  return text === '' ? [] : [{ type: 'text', text, cache: decodeCache(holder) }];
}

function refusePart(part: JsonObject, path: string): never {
  throw unsupported(
    `${path}.type`,
    `${path}.type is "${part['type']}", which cannot stand here. Send text, image_url or file parts.`,
  );
}
