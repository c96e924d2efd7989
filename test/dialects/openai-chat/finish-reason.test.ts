import { describe, expect, it } from 'vitest';
import type { StopReason } from '../../../main/core/chat-event.ts';
import { encodeFinishReason } from '../../../main/dialects/openai-chat/finish-reason.ts';

const EXPECTED: { readonly [reason in StopReason]: readonly [string, string] } = {
  end_turn: ['stop', 'tool_calls'],
  stop_sequence: ['stop', 'tool_calls'],
  tool_use: ['stop', 'tool_calls'],
  pause_turn: ['stop', 'tool_calls'],
  compaction: ['stop', 'tool_calls'],
  other: ['stop', 'tool_calls'],
  max_tokens: ['length', 'length'],
  context_window_exceeded: ['length', 'length'],
  refusal: ['content_filter', 'content_filter'],
  content_filter: ['content_filter', 'content_filter'],
};

describe('finish_reason', () => {
  for (const [reason, [plain, withCalls]] of Object.entries(EXPECTED)) {
    it(`is ${plain} for ${reason}, and ${withCalls} when there are tool calls`, () => {
      const stopReason = Object.keys(EXPECTED).find((key): key is StopReason => key === reason) ?? 'other';
      expect(encodeFinishReason(stopReason, undefined)).toBe(plain);
      expect(encodeFinishReason(stopReason, 'function')).toBe(withCalls);
    });
  }

  it('is function_call where the client knows only that', () => {
    expect(encodeFinishReason('tool_use', 'function-call')).toBe('function_call');
    expect(encodeFinishReason('max_tokens', 'function-call')).toBe('length');
  });
});
