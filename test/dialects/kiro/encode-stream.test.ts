import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import type { DialectName } from '../../../main/core/dialect-name.ts';
import { decodeRequest } from '../../../main/dialects/kiro/decode-request.ts';
import { createEncoder } from '../../../main/dialects/kiro/encode-stream.ts';
import { openProof } from '../../../main/dialects/openai-vocabulary/sealed-proof.ts';
import { gather, type KiroEvent, readKiroEvents } from './kiro-client.ts';
import { weatherRequest } from './requests.ts';

/** What AWS's own classes read of the encoded events. */
async function read(events: readonly ChatEvent[], dialect: DialectName = 'anthropic'): Promise<KiroEvent[]> {
  const encoder = createEncoder(decodeRequest(weatherRequest), { requestId: 'req_1', createdAt: 0 });
  async function* bytes() {
    for (const event of [{ type: 'start', dialect } as const, ...events]) yield encoder.push(event);
  }
  const out: KiroEvent[] = [];
  for await (const event of readKiroEvents(bytes())) out.push(event);
  return out;
}

const call = (index: number, id: string, ...pieces: string[]): ChatEvent[] => [
  { type: 'block-start', index, block: { type: 'tool-use', id, name: 'get' } },
  ...pieces.map((json) => ({ type: 'arguments-delta', index, json }) as const),
  { type: 'block-stop', index },
];
const finish = (stopReason: 'end_turn' | 'tool_use' | 'max_tokens'): ChatEvent => ({
  type: 'finish',
  stopReason,
  usage: { inputTokens: 5, outputTokens: 3, cacheReadTokens: 20, cacheWriteTokens: 2 },
});

describe('an answer for a Kiro client', () => {
  it('is read by AWS’s own reader as thinking, text, calls and counts', async () => {
    const events = await read([
      { type: 'block-start', index: 0, block: { type: 'thinking', thinking: '', signature: '' } },
      { type: 'thinking-delta', index: 0, thinking: 'Hm 🦊' },
      { type: 'signature-delta', index: 0, signature: 'Eq' },
      { type: 'signature-delta', index: 0, signature: 'QB' },
      { type: 'block-stop', index: 0 },
      { type: 'block-start', index: 1, block: { type: 'text', text: '' } },
      { type: 'text-delta', index: 1, text: 'I will ' },
      { type: 'text-delta', index: 1, text: 'look.' },
      { type: 'block-stop', index: 1 },
      ...call(2, 'a', '{"city":', '"Oslo"}'),
      ...call(3, 'b'),
      finish('tool_use'),
    ]);
    expect(events[0]).toEqual({
      name: 'messageMetadataEvent',
      payload: { conversationId: weatherRequest.conversationState.conversationId, utteranceId: 'req_1' },
    });
    const { signature, ...rest } = gather(events);
    expect(rest).toEqual({
      text: 'I will look.',
      thinking: 'Hm 🦊',
      redacted: '',
      usage: {
        uncachedInputTokens: 5,
        outputTokens: 3,
        totalTokens: 30,
        cacheReadInputTokens: 20,
        cacheWriteInputTokens: 2,
      },
      calls: {
        a: { name: 'get', input: '{"city":"Oslo"}', stopped: true },
        b: { name: 'get', input: '{}', stopped: true },
      },
    });
    expect(openProof(signature)).toMatchObject({ dialect: 'anthropic', value: 'EqQB' });
  });

  it('leaves the call open that a token limit has cut', async () => {
    const events = await read([...call(0, 'a', '{"x":1}'), ...call(1, 'b', '{"y":'), finish('max_tokens')]);
    expect(gather(events).calls).toEqual({
      a: { name: 'get', input: '{"x":1}', stopped: true },
      b: { name: 'get', input: '{"y":', stopped: false },
    });
  });

  it('passes a Kiro upstream’s own payloads and proofs through', async () => {
    const events = await read(
      [
        { type: 'opaque-event', name: 'meteringEvent', source: '{"usage":0.02,"unit":"credit"}' },
        { type: 'block-start', index: 0, block: { type: 'thinking', thinking: '', signature: '' } },
        { type: 'signature-delta', index: 0, signature: 'own' },
        { type: 'block-stop', index: 0 },
        { type: 'block-start', index: 1, block: { type: 'text', text: '' } },
        { type: 'text-delta', index: 1, text: 'a', source: '{"content":"a","modelId":"m"}' },
        { type: 'block-stop', index: 1 },
        { type: 'finish', stopReason: 'end_turn', usage: {} },
      ],
      'kiro',
    );
    expect(events).toEqual([
      { name: 'meteringEvent', payload: { usage: 0.02, unit: 'credit' } },
      { name: 'reasoningContentEvent', payload: { signature: 'own' } },
      { name: 'assistantResponseEvent', payload: { content: 'a', modelId: 'm' } },
    ]);
  });

  it.each([
    ['internal', 'InternalServerException'],
    ['upstream_error', 'InternalServerException'],
  ] as const)('throws the stream’s modelled exception for %s', async (code, type) => {
    await expect(
      read([{ type: 'error', error: new AppError({ code, message: 'sorry' }) }]),
    ).rejects.toMatchObject({
      type,
      message: 'sorry',
    });
  });

  it('throws any other fault by its name', async () => {
    const error = new AppError({ code: 'rate_limited', message: 'slow' });
    await expect(read([{ type: 'error', error }])).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  it('throws when the model’s context is full', async () => {
    const full: ChatEvent = { type: 'finish', stopReason: 'context_window_exceeded', usage: {} };
    await expect(read([full])).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('CONTENT_LENGTH_EXCEEDS_THRESHOLD'),
    });
  });

  it('tells of a refusal in words', async () => {
    const events = await read([{ type: 'finish', stopReason: 'refusal', usage: {}, detail: 'No.' }]);
    expect(events.at(-1)).toEqual({
      name: 'invalidStateEvent',
      payload: { reason: 'CONTENT_FILTERED', message: 'No.' },
    });
  });
});
