import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import type { Simulator } from '../../main/simulator/start-simulator.ts';
import { BEARER, claudeBody, OPUS_48, post, SONNET_46, startOne } from './support.ts';

let simulator: Simulator;
let now = Date.parse('2026-11-22T12:00:00Z');

beforeAll(async () => {
  ({ simulator } = await startOne({
    regions: ['us-east-1', 'us-west-2'],
    bearerKeys: [BEARER],
    clock: () => now,
  }));
});
afterAll(() => simulator.close());

/** 2,000 tokens of text that no other test uses. */
const long = (seed: string) => `${seed} `.padEnd(8000, 'lorem ipsum ');
const cached = (text: string, ttl?: string) => ({
  type: 'text',
  text,
  cache_control: { type: 'ephemeral', ...(ttl && { ttl }) },
});

async function usage(region: SimulatedRegion, body: unknown, model = OPUS_48) {
  const answer = await post(region, body, { path: `/model/${model}/invoke` });
  const { usage: seen } = JSON.parse(answer.body.toString());
  return {
    input: seen.input_tokens,
    read: seen.cache_read_input_tokens,
    written: seen.cache_creation_input_tokens,
    split: [seen.cache_creation.ephemeral_5m_input_tokens, seen.cache_creation.ephemeral_1h_input_tokens],
    headers: answer.headers,
  };
}

describe('the prompt cache of a region', () => {
  it('writes a prefix once and reads it while it is warm', async () => {
    const region = simulator.region('us-east-1');
    const ask = (question: string) => claudeBody(question, { system: [cached(long('one'))] });
    expect(await usage(region, ask('a'))).toMatchObject({ read: 0, written: 2000, split: [2000, 0] });
    now += 4 * 60_000;
    expect(await usage(region, ask('b'))).toMatchObject({ read: 2000, written: 0, input: 4 });
    now += 4 * 60_000;
    const warm = await usage(region, ask('c'));
    expect(warm).toMatchObject({ read: 2000 });
    expect(warm.headers['x-amzn-bedrock-cache-read-input-token-count']).toBe('2000');
    now += 5 * 60_000;
    expect(await usage(region, ask('d'))).toMatchObject({ read: 0, written: 2000 });
  });

  it('is cold in every other region and for every other model', async () => {
    const body = claudeBody('a', { system: [cached(long('two'), '1h')] });
    const east = simulator.region('us-east-1');
    expect(await usage(east, body)).toMatchObject({ written: 2000, split: [0, 2000] });
    expect(await usage(simulator.region('us-west-2'), body)).toMatchObject({ read: 0, written: 2000 });
    expect(await usage(east, body, 'us.anthropic.claude-opus-5')).toMatchObject({ read: 0, written: 2000 });
    now += 59 * 60_000;
    expect(await usage(east, body)).toMatchObject({ read: 2000, written: 0 });
  });

  it('reads the longest known prefix and writes the rest, split by lifetime', async () => {
    const region = simulator.region('us-east-1');
    const system = [cached(long('three'), '1h')];
    const turn = (text: string) => ({ role: 'user', content: [cached(text)] });
    const first = { ...claudeBody('', { system }), messages: [turn(long('q1'))] };
    expect(await usage(region, first)).toMatchObject({ read: 0, written: 4000, split: [2000, 2000] });
    const second = {
      ...first,
      messages: [turn(long('q1')), { role: 'assistant', content: 'ok' }, turn(long('q2'))],
    };
    expect(await usage(region, second)).toMatchObject({ read: 4000, written: 2001, split: [2001, 0] });
    const changed = { ...second, system: [cached(long('other'), '1h')] };
    expect(await usage(region, changed)).toMatchObject({ read: 0 });
  });

  it('silently does not keep a prefix under the model\u2019s minimum', async () => {
    const region = simulator.region('us-east-1');
    const body = claudeBody('a', { system: [cached(long('four'))] });
    expect(await usage(region, body, SONNET_46)).toMatchObject({ read: 0, written: 0 });
    expect(await usage(region, body, SONNET_46)).toMatchObject({ read: 0, written: 0 });
  });
});
