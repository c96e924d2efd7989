import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import type { Restore } from '../../../main/core/codec.ts';
import { collect } from '../../../main/core/collect.ts';
import { createEventGrammar } from '../../../main/core/event-grammar.ts';
import { createCursorDecoder } from '../../../main/dialects/cursor/decode-stream.ts';
import { envelope, OK_END, partFrame, serverFrame } from './cursor-run.ts';

function decode(chunks: readonly Uint8Array[], restore: Restore = {}): ChatEvent[] {
  const decoder = createCursorDecoder(restore);
  const grammar = createEventGrammar();
  const events = [...chunks.flatMap((chunk) => decoder.push(chunk)), ...decoder.end()];
  return events.flatMap((event) => grammar.check(event) ?? []);
}

const END = serverFrame({ invocation_end: { invocation_id: 'i1' } });
const call = (id: string, args: string, is_complete = false) =>
  partFrame({ tool_call: { tool_call_id: id, tool_name: 'get', args, is_complete } });
const text = (value: string) => partFrame({ text: { text: value } });

const FULL = [
  serverFrame({ run_ready: {} }),
  serverFrame({ heartbeat: {} }),
  partFrame({ response_info: { id: 'r-1', model: 'm' } }),
  partFrame({ thinking: { text: 'Hm 🦊' } }),
  partFrame({ thinking: { signature: 'sig' } }),
  text('a < b, '),
  text('and so<|e'),
  text('os|>'),
  call('t1', '{"city":'),
  call('t2', ''),
  call('t1', '"Oslo"}'),
  call('t1', '{"city":"Oslo"}', true),
  call('t2', '{}', true),
  partFrame({ usage: { prompt: 111, completion: 7, total: 118 } }),
  partFrame({ extended_usage: { input: 10, output: 7, cache_read: 100, cache_write: 1 } }),
  END,
  OK_END,
];

describe('a run’s response', () => {
  it('is the same answer wherever its bytes are cut', () => {
    const bytes = Buffer.concat(FULL);
    const whole = collect(decode([bytes]));
    expect(whole).toMatchObject({
      id: 'r-1',
      stopReason: 'tool_use',
      usage: { inputTokens: 10, outputTokens: 7, cacheReadTokens: 100, cacheWriteTokens: 1 },
      blocks: [
        { thinking: 'Hm 🦊', signature: 'sig' },
        { text: 'a < b, and so' },
        { start: { id: 't1', name: 'get' }, arguments: '{"city":"Oslo"}' },
        { start: { id: 't2', name: 'get' }, arguments: '{}' },
      ],
    });
    for (let cut = 1; cut < bytes.length; cut += 1) {
      expect(collect(decode([bytes.subarray(0, cut), bytes.subarray(cut)]))).toEqual(whole);
    }
  });

  it('is an error wherever it ends before the invocation does', () => {
    const bytes = Buffer.concat(FULL.slice(0, -1));
    for (let length = 1; length < bytes.length; length += 1) {
      expect(decode([bytes.subarray(0, length)]).at(-1)?.type, `${length} bytes`).toBe('error');
    }
  });

  it('shows the beginning of a mark that never became one', () => {
    expect(collect(decode([text('x<|eo'), END])).blocks[0]?.text).toBe('x<|eo');
    const events = decode([text('1 <'), call('t', '{}', true), END]);
    expect(collect(events).blocks[0]?.text).toBe('1 <');
  });

  it.each([
    [{ error: { message: 'm', error_type: 3 } }, 'max_tokens'],
    [{ error: { message: 'm', is_output_token_limit: true } }, 'max_tokens'],
    [{ error: { message: 'm', error_type: 8 } }, 'content_filter'],
  ])('stops for %j', (part, stopReason) => {
    expect(collect(decode([text('a'), partFrame(part), END])).stopReason).toBe(stopReason);
  });

  it.each([
    [partFrame({ error: { message: 'long', error_type: 2 } }), 'context_length_exceeded'],
    [partFrame({ error: { message: 'slow', error_type: 4 } }), 'rate_limited'],
    [partFrame({ error: { message: 'who', error_type: 5 } }), 'upstream_authentication'],
    [partFrame({ error: { message: 'busy', error_type: 7 } }), 'overloaded'],
    [partFrame({ response_info: { error_message: 'odd' } }), 'upstream_error'],
    [serverFrame({ invocation_end: { error: { message: 'odd' } } }), 'upstream_error'],
    [call('t', '{"other":1}', true), 'upstream_error'],
    [envelope(0, Uint8Array.of(0x1a, 0x7f)), 'upstream_error'],
    [OK_END, 'upstream_error'],
    [envelope(2, Buffer.from('{"error":{"code":"resource_exhausted","message":"slow"}}')), 'rate_limited'],
    [
      envelope(
        2,
        Buffer.from(
          '{"error":{"code":"failed_precondition","details":[{"debug":{"error":"ERROR_OUTDATED_CLIENT"}}]}}',
        ),
      ),
      'unsupported',
    ],
  ])('ends with the fault that it tells of: %#', (frame, code) => {
    const events = decode([call('t', '{"one":'), frame]);
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { code } });
  });

  it('tells when the model may be invoked and when the run is over', () => {
    const heard: string[] = [];
    const decoder = createCursorDecoder(
      {},
      { onReady: () => heard.push('ready'), onAnswered: () => heard.push('answered') },
    );
    for (const frame of FULL) decoder.push(frame);
    expect(heard).toEqual(['ready', 'answered']);
  });
});
