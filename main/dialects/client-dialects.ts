import type { ClientDialect } from '../core/codec.ts';
import { anthropicDialect } from './anthropic/anthropic-dialect.ts';
import { openaiChatDialect } from './openai-chat/openai-chat-dialect.ts';

/** Every wire format a client may speak: one line a dialect. */
export const clientDialects = {
  anthropic: anthropicDialect,
  'openai-chat': openaiChatDialect,
} as const satisfies { readonly [name: string]: ClientDialect };
