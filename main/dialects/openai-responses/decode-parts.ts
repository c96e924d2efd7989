import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { ContentBlock, TextBlock } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { asArray, asObject, readString } from '../../core/read-field.ts';
import { decodeCache } from './decode-cache.ts';
import { decodeFilePart, decodeImagePart, refuseAudio } from './decode-media.ts';

/** An item's `content`: a string, a list of parts, or nothing. Empty texts carry nothing and are left out. */
export function decodeContent(content: unknown, path: string): ContentBlock[] {
  if (content == null || content === '') return [];
  if (typeof content === 'string') return [{ type: 'text', text: content, source: content }];
  // A single part without its list is a common slip.
  const parts = isJsonObject(content) ? [content] : asArray(content, path);
  return parts.flatMap((part, i) => decodePart(part, `${path}[${i}]`));
}

/** Instructions: text only. */
export function decodeInstructions(content: unknown, path: string): TextBlock[] {
  return decodeContent(content, path).map((block) => {
    if (block.type === 'text') return block;
    throw invalidRequest(path, `${path} may only hold text: instructions cannot carry media.`);
  });
}

/** True when the content holds parts that are not this format's, which a strict upstream would refuse. */
export function hasForeignPart(content: unknown): boolean {
  if (isJsonObject(content)) return true;
  return Array.isArray(content) && content.some(isForeign);
}

function isForeign(part: unknown): boolean {
  if (!isJsonObject(part)) return true;
  return FOREIGN.has(part['type']) || (part['type'] === 'input_image' && isJsonObject(part['image_url']));
}

/** Parts of Chat Completions, which some clients send to this endpoint. */
const FOREIGN: ReadonlySet<unknown> = new Set(['text', 'image_url', 'file']);

function decodePart(value: unknown, path: string): ContentBlock[] {
  if (typeof value === 'string') return value === '' ? [] : [{ type: 'text', text: value }];
  const part = asObject(value, path);
  const source = isForeign(part) ? undefined : part;
  return decodeTyped(part, path).map((block) => ({ ...block, cache: decodeCache(part), source }));
}

function decodeTyped(part: JsonObject, path: string): ContentBlock[] {
  switch (readString(part, 'type', path)) {
    case 'input_text':
    case 'output_text':
    case 'text':
      return textBlocks(readString(part, 'text', path));
    case 'refusal':
      return textBlocks(readString(part, 'refusal', path));
    case 'input_image':
    case 'image_url':
      return [decodeImagePart(part, path)];
    case 'input_file':
      return [decodeFilePart(part, path)];
    case 'file':
      return [decodeFilePart(asObject(part['file'], `${path}.file`), `${path}.file`)];
    case 'input_audio':
      return refuseAudio(path);
    default:
      throw unsupported(
        `${path}.type`,
        `${path}.type is "${part['type']}", which cannot stand here. Send input_text, input_image or input_file parts.`,
      );
  }
}

function textBlocks(text: string): TextBlock[] {
  return text === '' ? [] : [{ type: 'text', text }];
}
