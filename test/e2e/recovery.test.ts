import { afterAll, describe, expect, it } from 'vitest';
import { ask, CALLERS, type Caller } from './callers.ts';
import { closeEngines, invocations, pairOf, pause, startEngine } from './start-engine.ts';

// The tests run side by side: no one of them may close the engines of the others.
afterAll(closeEngines);

const RECOVERY_MS = 35_000;

function caller(index: number): Caller {
  const found = CALLERS[index];
  if (found === undefined) throw new Error(`no caller ${index}`);
  return found;
}

/** One request after another until the first region answers; gives the milliseconds that took. */
async function timeUntilHome(
  engine: Awaited<ReturnType<typeof startEngine>>,
  asker: Caller,
): Promise<number> {
  const began = performance.now();
  for (;;) {
    const reading = await ask(engine, asker, { text: `say exactly: ${began}` });
    expect(reading.status).toBe(200);
    if (reading.headers.get('x-krouter-provider') === 'bedrock-us-east-1') return performance.now() - began;
    if (performance.now() - began > RECOVERY_MS + 5_000) return Number.POSITIVE_INFINITY;
    await pause(500);
  }
}

describe.concurrent('a region that was down and is back', () => {
  it('is in use again within 35 s, and nobody noticed either', { timeout: 60_000 }, async () => {
    const engine = await startEngine();
    const [first] = pairOf(engine);
    await first.fault({ kind: 'refuse' });
    for (let round = 0; round < 6; round += 1) expect((await ask(engine, caller(0))).status).toBe(200);
    await first.fault();
    expect(await timeUntilHome(engine, caller(0))).toBeLessThanOrEqual(RECOVERY_MS);
  });

  it('is in use again within 35 s after a single failure too', { timeout: 60_000 }, async () => {
    const engine = await startEngine();
    const [first] = pairOf(engine);
    await first.fault({ kind: 'http-error', error: 'ServiceUnavailableException', times: 1 });
    expect((await ask(engine, caller(2))).headers.get('x-krouter-provider')).toBe('bedrock-us-west-2');
    expect(await timeUntilHome(engine, caller(2))).toBeLessThanOrEqual(RECOVERY_MS);
  });

  it('is not hammered while it is down', { timeout: 60_000 }, async () => {
    const engine = await startEngine();
    const [first] = pairOf(engine);
    await first.fault({ kind: 'http-error', error: 'InternalServerException' });
    for (let round = 0; round < 40; round += 1) expect((await ask(engine, caller(1))).status).toBe(200);
    expect(invocations(first).length).toBeLessThanOrEqual(6);
  });
});
