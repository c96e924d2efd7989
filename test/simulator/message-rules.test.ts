import { describe, expect, it } from 'vitest';
import { assistant, HAIKU, type Refused, refusal, SONNET, text, user } from './body-rules.ts';

const REFUSED: readonly Refused[] = [
  ['max_tokens missing', SONNET, { max_tokens: undefined }, 'max_tokens: Field required'],
  ['max_tokens zero', SONNET, { max_tokens: 0 }, 'max_tokens: Input should be greater than or equal to 1'],
  [
    'max_tokens large',
    HAIKU,
    { max_tokens: 64001 },
    'max_tokens: 64001 > 64000, which is the maximum allowed number of output tokens for claude-haiku-4-5-20251001',
  ],
  [
    'prompt too long',
    HAIKU,
    { messages: [user('x'.repeat(800_004))] },
    'prompt is too long: 200004 tokens > 200000 maximum',
  ],
  [
    'prompt and max_tokens',
    HAIKU,
    { messages: [user('x'.repeat(760_000))], max_tokens: 20_000 },
    'input length and `max_tokens` exceed context limit: 190003 + 20000 > 200000, decrease input length or `max_tokens` and try again',
  ],
  [
    'blank stop',
    SONNET,
    { stop_sequences: [' \n'] },
    'stop_sequences: each stop sequence must contain non-whitespace',
  ],
  ['no messages', SONNET, { messages: [] }, 'messages: at least one message is required'],
  [
    'assistant first',
    SONNET,
    { messages: [assistant('a'), user('b')] },
    'messages: first message must use the "user" role',
  ],
  [
    'system turn',
    SONNET,
    { messages: [user('a'), { role: 'system', content: 'b' }] },
    'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.',
  ],
  ['empty text', SONNET, { messages: [user([text('')])] }, 'messages: text content blocks must be non-empty'],
  [
    'blank text',
    SONNET,
    { messages: [user([text(' \n')])] },
    'messages: text content blocks must contain non-whitespace text',
  ],
  [
    'empty content',
    SONNET,
    { messages: [user('a'), assistant([]), user('b')] },
    'messages.1: all messages must have non-empty content except for the optional final assistant message',
  ],
  ['empty system', SONNET, { system: [text('')] }, 'system: text content blocks must be non-empty'],
  [
    'billing header',
    SONNET,
    { system: [text('x-anthropic-billing-header: cc')] },
    'system: x-anthropic-billing-header is a reserved keyword and may not be used in the system prompt.',
  ],
  [
    'prefill',
    SONNET,
    { messages: [user('a'), assistant('b')] },
    'This model does not support assistant message prefill. The conversation must end with a user message.',
  ],
  [
    'trailing space',
    HAIKU,
    { messages: [user('a'), assistant('b ')] },
    'messages: final assistant content cannot end with trailing whitespace',
  ],
];

describe('messages and limits', () => {
  it.each(REFUSED)('%s is refused by %s', (_, modelId, more, message) => {
    expect(refusal(modelId, more)).toBe(message);
  });
});
