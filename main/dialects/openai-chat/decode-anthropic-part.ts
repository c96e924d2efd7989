import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { ContentBlock, DocumentBlock, ImageBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { asObject, readOptionalString, readString } from '../../core/read-field.ts';
import { decodeInlineMedia } from '../openai-vocabulary/decode-inline-media.ts';
import { decodeCache } from './decode-cache.ts';
import { decodeArguments } from './decode-calls.ts';
import { decodeImageUrl } from './decode-media.ts';

/** Where content stands: what may be in it depends on that. */
export type Place = 'system' | 'user' | 'assistant' | 'tool';

/** An Anthropic content block inside an OpenAI message (tool results apart); undefined when it is none, or not allowed in this place. */
export function decodeAnthropicPart(
  part: JsonObject,
  path: string,
  place: Place,
): ContentBlock[] | undefined {
  const decode = DECODERS[place].get(String(part['type']));
  return decode?.(part, path).map((block) =>
    isThinking(block) ? block : { ...block, cache: decodeCache(part) },
  );
}

type PartDecoder = (part: JsonObject, path: string) => ContentBlock[];

const MEDIA: readonly (readonly [string, PartDecoder])[] = [
  ['image', (part, path) => [decodeSource(part, path)]],
  ['document', decodeDocument],
];

const DECODERS: { readonly [place in Place]: ReadonlyMap<string, PartDecoder> } = {
  system: new Map(),
  user: new Map(MEDIA),
  assistant: new Map([
    ...MEDIA,
    ['tool_use', decodeToolUse],
    ['thinking', decodeThinkingPart],
    ['redacted_thinking', decodeRedactedPart],
  ]),
  tool: new Map(MEDIA),
};

function decodeToolUse(part: JsonObject, path: string): ContentBlock[] {
  const id = readString(part, 'id', path);
  const name = readString(part, 'name', path);
  return [{ type: 'tool-use', id, name, arguments: decodeArguments(part['input']) }];
}

/** Without a signature Claude refuses the block, so an unsigned one is left out. */
function decodeThinkingPart(part: JsonObject, path: string): ContentBlock[] {
  const signature = readOptionalString(part, 'signature', path);
  if (signature === undefined || signature === '') return [];
  return [{ type: 'thinking', thinking: readOptionalString(part, 'thinking', path) ?? '', signature }];
}

function decodeRedactedPart(part: JsonObject, path: string): ContentBlock[] {
  return [{ type: 'redacted-thinking', data: readString(part, 'data', path) }];
}

function decodeDocument(part: JsonObject, path: string): ContentBlock[] {
  const block = decodeSource(part, path);
  if (block.type === 'image') return [block];
  const title = readOptionalString(part, 'title', path) ?? block.title;
  return [{ ...block, title, context: readOptionalString(part, 'context', path) }];
}

function decodeSource(part: JsonObject, path: string): ImageBlock | DocumentBlock {
  const sourcePath = `${path}.source`;
  const source = asObject(part['source'], sourcePath);
  switch (source['type']) {
    case 'base64': {
      const mediaType = readString(source, 'media_type', sourcePath).toLowerCase();
      return decodeInlineMedia(
        {
          mediaType,
          payload: readString(source, 'data', sourcePath),
          path: sourcePath,
        },
        unsupported,
      );
    }
    case 'text': {
      const text = readString(source, 'data', sourcePath);
      return { type: 'document', media: { kind: 'text', mediaType: 'text/plain', text } };
    }
    case 'url':
      return decodeImageUrl(readString(source, 'url', sourcePath), `${sourcePath}.url`);
    default:
      throw invalidRequest(
        `${sourcePath}.type`,
        `${sourcePath}.type must be base64, text or url (a data URL).`,
      );
  }
}

function isThinking(block: ContentBlock): boolean {
  return block.type === 'thinking' || block.type === 'redacted-thinking';
}
