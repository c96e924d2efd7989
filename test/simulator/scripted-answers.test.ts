import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import type { Simulator } from '../../main/simulator/start-simulator.ts';
import { BEARER, chunkEvents, claudeBody, post, SONNET_46, startOne } from './support.ts';

let simulator: Simulator;
let region: SimulatedRegion;

beforeAll(async () => {
  ({ simulator, region } = await startOne({ bearerKeys: [BEARER] }));
});
afterEach(() => region.script(undefined));
afterAll(() => simulator.close());

const events = [
  {
    type: 'message_start',
    message: { id: 'm', type: 'message', role: 'assistant', content: [], usage: { input_tokens: 1 } },
  },
  {
    type: 'content_block_start',
    index: 0,
    content_block: { type: 'tool_use', id: 't', name: 'f', input: {} },
  },
  { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: '{"a":' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: '1}' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 9 } },
  { type: 'message_stop' },
];

describe('a script', () => {
  it('gives the exact events, streamed or whole, and sees the request', async () => {
    const seen: unknown[] = [];
    region.script((request) => {
      seen.push([request.modelId, request.body['max_tokens'], request.stream]);
      return events;
    });
    expect(chunkEvents((await post(region, claudeBody('x'))).body)).toEqual(events);
    const whole = await post(region, claudeBody('x'), { path: `/model/${SONNET_46}/invoke` });
    expect(JSON.parse(whole.body.toString())).toMatchObject({
      content: [{ type: 'tool_use', id: 't', name: 'f', input: { a: 1 } }],
      stop_reason: 'tool_use',
      usage: { input_tokens: 1, output_tokens: 9 },
    });
    expect(seen).toEqual([
      [SONNET_46, 1000, true],
      [SONNET_46, 1000, false],
    ]);
  });

  it('gives raw bytes and pauses', async () => {
    region.script(() => [Buffer.from('no frame'), { waitMs: 60 }, Buffer.from(' at all')]);
    const started = performance.now();
    const answer = await post(region, claudeBody('x'));
    expect(answer.body.toString()).toBe('no frame at all');
    expect(performance.now() - started).toBeGreaterThan(55);
  });

  it('may leave a request to the model', async () => {
    region.script(() => undefined);
    const answer = await post(region, claudeBody('say exactly: me'));
    expect(
      chunkEvents(answer.body)
        .map((event) => event.delta?.text ?? '')
        .join(''),
    ).toBe('me');
  });
});

describe('pacing', () => {
  it('waits before every delta', async () => {
    const slow = await startOne({ bearerKeys: [BEARER], tokenDelayMs: 10 });
    try {
      const started = performance.now();
      const answer = await post(slow.region, claudeBody('count to 10'));
      expect(performance.now() - started).toBeGreaterThan(95);
      expect(answer.pieces.length).toBeGreaterThan(8);
    } finally {
      await slow.simulator.close();
    }
  });
});

describe('a guardrail', () => {
  it('reports its action where Bedrock puts it', async () => {
    const headers = { 'x-amzn-bedrock-guardrailidentifier': 'g1', 'x-amzn-bedrock-guardrailversion': '1' };
    const ask = async (text: string) =>
      chunkEvents((await post(region, claudeBody(text), { headers })).body).at(-1);
    expect(await ask('hello')).toMatchObject({ 'amazon-bedrock-guardrailAction': 'NONE' });
    expect(await ask('trip the guardrail')).toMatchObject({ 'amazon-bedrock-guardrailAction': 'INTERVENED' });
  });
});

describe('many streams at once', () => {
  it('serves 200 streams of 500 numbered words, none lost or out of order', async () => {
    const expected = Array.from({ length: 500 }, (_, index) => index + 1).join(' ');
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => post(region, claudeBody('count to 500'), { timeoutMs: 15_000 })),
    );
    const texts = answers.map((answer) =>
      chunkEvents(answer.body)
        .map((event) => event.delta?.text ?? '')
        .join(''),
    );
    expect(texts.every((text) => text === expected)).toBe(true);
  });
});
