import { afterEach, describe, expect, it } from 'vitest';
import { closeEngines, PAIR, pairOf, type RunningEngine, startEngine } from './start-engine.ts';

afterEach(closeEngines);

/** A client counts before every turn: it must not wait longer than this for a region that is silent. */
const PATIENCE_MS = 8_000;

async function count(engine: RunningEngine, model = PAIR) {
  const { data, response } = await engine
    .anthropic()
    .messages.countTokens({ model, messages: [{ role: 'user', content: 'Count these words, please.' }] })
    .withResponse();
  return {
    tokens: data.input_tokens,
    isExact: response.headers.get('x-krouter-warnings') !== 'approximated:input_tokens',
  };
}

const ALONE = `bedrock-us-east-1/anthropic.claude-sonnet-4-6`;

describe('counting tokens', () => {
  it('is exact where the region counts, and asks one region once', async () => {
    const engine = await startEngine();
    const { isExact, tokens } = await count(engine);
    expect(isExact).toBe(true);
    expect(tokens).toBe(10);
    const counts = engine.regions.map(
      ({ requests }) => requests.filter(({ operation }) => operation === 'CountTokens').length,
    );
    expect(counts).toEqual([1, 0]);
  });

  it('is done by the next region while the first one is down', async () => {
    const engine = await startEngine();
    await count(engine);
    await pairOf(engine)[0].fault({ kind: 'refuse', dropLive: true });
    expect(await count(engine)).toEqual({ tokens: 10, isExact: true });
  });

  it.each([
    ['refuses connections', { kind: 'refuse', dropLive: true }],
    ['throttles', { kind: 'http-error', error: 'ThrottlingException' }],
    ['fails', { kind: 'http-error', error: 'InternalServerException' }],
  ] as const)(
    'is a guess while the only region %s, and exact as soon as it is back',
    async (_name, fault) => {
      const engine = await startEngine();
      const [first] = pairOf(engine);
      await count(engine, ALONE);
      await first.fault(fault);
      const guess = await count(engine, ALONE);
      expect(guess.isExact).toBe(false);
      expect(guess.tokens).toBeGreaterThan(3);
      await first.fault();
      expect(await count(engine, ALONE)).toEqual({ tokens: 10, isExact: true });
    },
  );

  it('does not wait for a region that is silent', async () => {
    const engine = await startEngine();
    await count(engine, ALONE);
    await pairOf(engine)[0].fault({ kind: 'black-hole' });
    const began = performance.now();
    expect(await count(engine, ALONE)).toMatchObject({ isExact: false });
    expect(performance.now() - began).toBeLessThan(PATIENCE_MS);
  });
});
