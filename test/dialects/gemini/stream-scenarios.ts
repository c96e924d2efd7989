import { AppError } from '../../../main/core/app-error.ts';
import type { BlockStart, ChatEvent, FinishEvent, StopReason } from '../../../main/core/chat-event.ts';
import type { DialectName } from '../../../main/core/dialect-name.ts';

export const context = { requestId: 'req_01JABC', createdAt: 1_700_000_000 };

export function opened(index: number, block: BlockStart, source?: string): ChatEvent {
  return { type: 'block-start', index, block, source };
}

export function closed(index: number): ChatEvent {
  return { type: 'block-stop', index };
}

export function started(dialect: DialectName = 'anthropic'): ChatEvent {
  return { type: 'start', dialect, id: 'msg_1' };
}

export function finished(stopReason: StopReason, more: Partial<FinishEvent> = {}): ChatEvent {
  const usage = {
    inputTokens: 10,
    cacheReadTokens: 30,
    cacheWriteTokens: 2,
    outputTokens: 7,
    reasoningTokens: 5,
  };
  return { type: 'finish', stopReason, usage, ...more };
}

/** The text of block `index`, a delta each. */
export function texts(index: number, ...deltas: readonly string[]): ChatEvent[] {
  return [
    opened(index, { type: 'text', text: '' }),
    ...deltas.map((text): ChatEvent => ({ type: 'text-delta', index, text })),
    closed(index),
  ];
}

export function thoughts(index: number, thinking: string, signature: string): ChatEvent[] {
  const delta: ChatEvent = { type: 'thinking-delta', index, thinking };
  return [
    opened(index, { type: 'thinking', thinking: '', signature: '' }),
    ...(thinking === '' ? [] : [delta]),
    ...(signature === '' ? [] : [{ type: 'signature-delta', index, signature } as const]),
    closed(index),
  ];
}

export function called(index: number, id: string, ...json: readonly string[]): ChatEvent[] {
  return [
    opened(index, { type: 'tool-use', id, name: `tool_${id}` }),
    ...json.map((part): ChatEvent => ({ type: 'arguments-delta', index, json: part })),
    closed(index),
  ];
}

/** What Claude may answer, event by event. */
export const scenarios = {
  text: [started(), ...texts(0, 'Hei 👩‍👩‍👧 ', '\u2028"\\', ' verden'), finished('end_turn')],
  'parallel-tools': [
    started(),
    ...texts(0, 'Two calls.'),
    ...called(1, 'a', '{"ci', 'ty":"Oslo"}'),
    ...called(2, 'b'),
    finished('tool_use'),
  ],
  thinking: [
    started(),
    ...thoughts(0, 'First, count. 🧮', 'EqQBCkYIARgC'),
    opened(1, { type: 'redacted-thinking', data: 'EmwKAhgB' }),
    closed(1),
    ...texts(2, 'Four.', ' Yes.'),
    finished('end_turn'),
  ],
  'thinking-tool': [
    started(),
    ...thoughts(0, 'Ask the tool.', 'EqQBCkYIARgC'),
    ...called(1, 'a', '{"city":"Oslo"}'),
    finished('tool_use'),
  ],
  refusal: [started(), ...texts(0, 'I '), finished('refusal', { detail: 'Not this.' })],
  'cut-call': [started(), ...texts(0, 'Go'), ...called(1, 'a', '{"city":"Os'), finished('max_tokens')],
  error: [
    started(),
    ...texts(0, 'Half'),
    {
      type: 'error',
      error: new AppError({ code: 'overloaded', message: 'Every region is overloaded.', retryAfterMs: 1500 }),
    },
  ],
} as const satisfies Record<string, readonly ChatEvent[]>;
