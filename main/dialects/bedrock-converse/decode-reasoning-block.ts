import type { ContentBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { asObject, readOptionalString, readString } from '../../core/read-field.ts';
import { decodeRedacted } from './redacted-content.ts';

/** `reasoningContent`: thinking with its signature, or redacted. @throws AppError naming the field */
export function decodeReasoning(content: JsonObject, path: string): ContentBlock {
  if (content['redactedContent'] !== undefined) {
    return { type: 'redacted-thinking', data: decodeRedacted(readString(content, 'redactedContent', path)) };
  }
  const at = `${path}.reasoningText`;
  const text = asObject(content['reasoningText'], at);
  return {
    type: 'thinking',
    thinking: readString(text, 'text', at),
    signature: readOptionalString(text, 'signature', at),
  };
}
