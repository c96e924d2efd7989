import { describe, expect, it } from 'vitest';
import { collect } from '../../../main/core/collect.ts';
import { createAgentDecoder } from '../../../main/dialects/cursor/cli/decode-agent-stream.ts';

const says = (text: string) => ({ type: 'assistant', message: { content: [{ type: 'text', text }] } });
const print = (...events: readonly object[]) =>
  Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join(''));

function decode(...chunks: readonly Uint8Array[]) {
  const decoder = createAgentDecoder();
  return [...chunks.flatMap((chunk) => decoder.push(chunk)), ...decoder.end()];
}

describe('what Cursor’s command line prints', () => {
  it('is the same answer wherever its bytes are cut', () => {
    const bytes = print(
      { type: 'system', session_id: 's' },
      says('Häl'),
      { type: 'tool_call', subtype: 'started' },
      says('lo 🦊'),
      { type: 'result', is_error: false, result: 'Hällo 🦊', usage: { inputTokens: 3, outputTokens: 2 } },
    );
    const whole = collect(decode(bytes));
    expect(whole).toMatchObject({
      id: 's',
      stopReason: 'end_turn',
      usage: { inputTokens: 3, outputTokens: 2 },
      blocks: [{ text: 'Hällo 🦊' }],
    });
    for (let cut = 1; cut < bytes.length; cut += 1) {
      expect(collect(decode(bytes.subarray(0, cut), bytes.subarray(cut)))).toEqual(whole);
    }
    expect(collect(decode(bytes.subarray(0, -1)))).toEqual(whole);
  });

  it('is taken from the result when nothing was printed before it', () => {
    expect(collect(decode(print({ type: 'result', result: 'Hi' }))).blocks[0]?.text).toBe('Hi');
  });

  it.each([
    ['no result', print(says('a'))],
    ['an error', print({ type: 'result', is_error: true, result: 'No.' })],
    ['no events', Buffer.from('Usage: cursor-agent …\n')],
    ['nothing', new Uint8Array(0)],
  ])('is no answer with %s', (_, bytes) => {
    expect(decode(bytes).at(-1)).toMatchObject({ type: 'error', error: { code: 'upstream_error' } });
  });
});
