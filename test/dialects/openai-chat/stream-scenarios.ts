import { AppError } from '../../../main/core/app-error.ts';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import type { ChatRequest } from '../../../main/core/chat-request.ts';
import { openaiChatDialect } from '../../../main/dialects/openai-chat/openai-chat-dialect.ts';

export const context = { requestId: 'req_01JABC', createdAt: 1_700_000_000 };

export function requestWith(members: object = {}): ChatRequest {
  const body = { model: 'bedrock/claude', messages: [{ role: 'user', content: 'hi' }], ...members };
  return openaiChatDialect.decodeRequest(body, {});
}

/** The whole stream as it goes over the wire. */
export function encodeStream(events: readonly ChatEvent[], request: ChatRequest): string {
  const encoder = openaiChatDialect.createEncoder(request, context);
  return events.map((event) => encoder.push(event)).join('');
}

const start: ChatEvent = { type: 'start', dialect: 'anthropic', id: 'msg_1' };
const usage = { inputTokens: 10, cacheReadTokens: 30, cacheWriteTokens: 2, outputTokens: 7 };

function text(index: number, ...texts: string[]): ChatEvent[] {
  return [
    { type: 'block-start', index, block: { type: 'text', text: '' } },
    ...texts.map((piece): ChatEvent => ({ type: 'text-delta', index, text: piece })),
    { type: 'block-stop', index },
  ];
}

function call(index: number, id: string, ...fragments: string[]): ChatEvent[] {
  return [
    { type: 'block-start', index, block: { type: 'tool-use', id, name: `tool_${id}` } },
    ...fragments.map((json): ChatEvent => ({ type: 'arguments-delta', index, json })),
    { type: 'block-stop', index },
  ];
}

const thinking: ChatEvent[] = [
  { type: 'block-start', index: 0, block: { type: 'thinking', thinking: '', signature: '' } },
  { type: 'thinking-delta', index: 0, thinking: 'First, ' },
  { type: 'thinking-delta', index: 0, thinking: 'count. 🧮' },
  { type: 'signature-delta', index: 0, signature: 'EqQBCkYIARgC' },
  { type: 'block-stop', index: 0 },
  { type: 'block-start', index: 1, block: { type: 'redacted-thinking', data: 'EmwKAhgB' } },
  { type: 'block-stop', index: 1 },
];

const broken = new AppError({ code: 'overloaded', message: 'Every region is overloaded.', retry: 'next' });

export const scenarios = {
  text: [
    start,
    ...text(0, 'Hei ', '', '👩‍👩‍👧 \u2028"\\', ' verden'),
    { type: 'finish', stopReason: 'end_turn', usage },
  ],
  'parallel-tools': [
    start,
    ...text(0, 'Two calls.'),
    ...call(1, 'a', '', '{"city":', '"Oslo"}'),
    ...call(2, 'b', ''),
    { type: 'finish', stopReason: 'tool_use', usage },
  ],
  'only-tool': [start, ...call(0, 'a', '{}'), { type: 'finish', stopReason: 'end_turn', usage }],
  thinking: [
    start,
    ...thinking,
    ...text(2, 'Four.'),
    { type: 'finish', stopReason: 'end_turn', usage: { ...usage, reasoningTokens: 5 } },
  ],
  refusal: [
    start,
    ...text(0, 'I '),
    { type: 'finish', stopReason: 'refusal', detail: 'Not this.', usage: { inputTokens: 1 } },
  ],
  'cut-off': [start, ...call(0, 'a', '{"city":'), { type: 'finish', stopReason: 'max_tokens', usage }],
  error: [start, ...text(0, 'Half an ans').slice(0, 2), { type: 'error', error: broken }],
  opaque: [
    start,
    { type: 'opaque-event', name: 'ping', source: '{"x":1}' },
    { type: 'block-start', index: 0, block: { type: 'opaque', name: 'server_tool_use' } },
    { type: 'opaque-delta', index: 0, source: '{"y":1}' },
    { type: 'block-stop', index: 0 },
    { type: 'usage-update', usage: { inputTokens: 3 } },
    ...text(1, 'ok'),
    { type: 'finish', stopReason: 'pause_turn', usage: {} },
  ],
} as const satisfies { [name: string]: readonly ChatEvent[] };
