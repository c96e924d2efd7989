import type { Message } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { hoistCache } from '../openai-vocabulary/hoist-cache.ts';
import { decodeCache } from './decode-cache.ts';
import { decodeContent, hasForeignPart } from './decode-parts.ts';

/** A `tool` (or deprecated `function`) message: a user turn with one result. */
export function decodeToolMessage(wire: JsonObject, path: string, toolUseId: string): Message {
  const { content, cache } = hoistCache(decodeContent(wire['content'], `${path}.content`, 'tool'));
  // `is_error` is not OpenAI's, but the only way a client of this format can tell.
  const isError = wire['is_error'] === true;
  return {
    role: 'user',
    content: [{ type: 'tool-result', toolUseId, content, isError, cache: decodeCache(wire) ?? cache }],
    source: hasForeignPart(wire['content']) ? undefined : wire,
  };
}
