import type { ClientDialect } from '../core/codec.ts';
import { anthropicDialect } from './anthropic/anthropic-dialect.ts';
import { openaiChatDialect } from './openai-chat/openai-chat-dialect.ts';
import { openaiResponsesDialect } from './openai-responses/openai-responses-dialect.ts';

/** Every wire format a client may speak: one line a dialect. */
export const clientDialects = {
  anthropic: anthropicDialect,
  'openai-chat': openaiChatDialect,
  'openai-responses': openaiResponsesDialect,
} as const satisfies { readonly [name: string]: ClientDialect };
