import { AppError } from '../../../main/core/app-error.ts';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import type { ChatRequest } from '../../../main/core/chat-request.ts';
import { openaiResponsesDialect } from '../../../main/dialects/openai-responses/openai-responses-dialect.ts';

export const context = { requestId: 'req_01JABC', createdAt: 1_700_000_000 };

/** One tool of each kind, so that every kind of call has its own item. */
export const TOOLS = [
  { type: 'function', name: 'tool_a', parameters: { type: 'object', properties: {} }, strict: false },
  { type: 'function', name: 'tool_b', parameters: { type: 'object', properties: {} }, strict: false },
  { type: 'custom', name: 'patch', format: { type: 'grammar', syntax: 'lark', definition: 'start: "x"' } },
  { type: 'namespace', name: 'git', description: 'Git.', tools: [{ type: 'function', name: 'log' }] },
  { type: 'local_shell' },
] as const;

export function requestWith(members: object = {}): ChatRequest {
  const body = { model: 'bedrock/claude', input: 'hi', stream: true, tools: TOOLS, ...members };
  return openaiResponsesDialect.decodeRequest(body, {});
}

/** The whole stream as it goes over the wire. */
export function encodeStream(events: readonly ChatEvent[], request: ChatRequest): string {
  const encoder = openaiResponsesDialect.createEncoder(request, context);
  return events.map((event) => encoder.push(event)).join('');
}

const start: ChatEvent = { type: 'start', dialect: 'anthropic', id: 'msg_1' };
const usage = { inputTokens: 10, cacheReadTokens: 30, cacheWriteTokens: 2, outputTokens: 7 };

export function text(index: number, ...texts: string[]): ChatEvent[] {
  return [
    { type: 'block-start', index, block: { type: 'text', text: '' } },
    ...texts.map((piece): ChatEvent => ({ type: 'text-delta', index, text: piece })),
    { type: 'block-stop', index },
  ];
}

export function call(index: number, name: string, ...fragments: string[]): ChatEvent[] {
  return [
    { type: 'block-start', index, block: { type: 'tool-use', id: `toolu_${index}`, name } },
    ...fragments.map((json): ChatEvent => ({ type: 'arguments-delta', index, json })),
    { type: 'block-stop', index },
  ];
}

const thinking: ChatEvent[] = [
  { type: 'block-start', index: 0, block: { type: 'thinking', thinking: '', signature: '' } },
  { type: 'thinking-delta', index: 0, thinking: 'First, ' },
  { type: 'thinking-delta', index: 0, thinking: 'count. 🧮' },
  { type: 'signature-delta', index: 0, signature: 'EqQBCkYI' },
  { type: 'signature-delta', index: 0, signature: 'ARgC' },
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
    ...call(1, 'tool_a', '', '{"city":', '"Oslo"}'),
    ...call(2, 'tool_b', ''),
    { type: 'finish', stopReason: 'tool_use', usage },
  ],
  'other-calls': [
    start,
    ...call(0, 'patch', '{"inp', 'ut": "*** Begin\\', 'n\\u00e', '5 \\"x\\""}'),
    ...call(1, 'git__log', '{}'),
    ...call(2, 'local_shell', '{"command":["ls"],', '"timeout_ms":5}'),
    { type: 'finish', stopReason: 'tool_use', usage },
  ],
  thinking: [
    start,
    ...thinking,
    ...text(2, 'Four.'),
    { type: 'finish', stopReason: 'end_turn', usage: { ...usage, reasoningTokens: 5 } },
  ],
  'hidden-thinking': [
    start,
    { type: 'block-start', index: 0, block: { type: 'thinking', thinking: '', signature: 'EqQB' } },
    { type: 'block-stop', index: 0 },
    ...text(1, 'Four.'),
    { type: 'finish', stopReason: 'end_turn', usage },
  ],
  refusal: [
    start,
    ...text(0, 'I '),
    { type: 'finish', stopReason: 'refusal', detail: 'Not this.', usage: { inputTokens: 1 } },
  ],
  'cut-off': [
    start,
    ...text(0, 'A call:'),
    ...call(1, 'tool_a', '{"city":'),
    { type: 'finish', stopReason: 'max_tokens', usage },
  ],
  'cut-off-text': [start, ...text(0, 'Once upon'), { type: 'finish', stopReason: 'max_tokens', usage }],
  filtered: [start, ...text(0, 'Well'), { type: 'finish', stopReason: 'content_filter', usage }],
  error: [
    start,
    ...call(0, 'tool_b', '{}'),
    ...call(1, 'tool_a', '{"city').slice(0, 2),
    { type: 'error', error: broken },
  ],
  opaque: [
    start,
    { type: 'opaque-event', name: 'ping', source: '{"x":1}' },
    { type: 'block-start', index: 0, block: { type: 'opaque', name: 'server_tool_use' } },
    { type: 'opaque-delta', index: 0, source: '{"y":1}' },
    { type: 'block-stop', index: 0 },
    { type: 'usage-update', usage: { inputTokens: 3 } },
    ...text(1, 'ok'),
    { type: 'finish', stopReason: 'pause_turn', usage: { inputTokens: 3 } },
  ],
} as const satisfies { [name: string]: readonly ChatEvent[] };
