import { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { CALLERS, type Caller, post, STREAMED } from './callers.ts';
import {
  closeEngines,
  invocations,
  pairOf,
  pause,
  type RunningEngine,
  startEngine,
  until,
} from './start-engine.ts';

afterEach(closeEngines);

/** A client's hang-up must have reached the region by then. */
const ABORT_MS = 100;

/** Hangs up and gives the milliseconds until the region saw its connection close. */
async function hangUp(engine: RunningEngine, controller: AbortController): Promise<number> {
  const [first] = pairOf(engine);
  const at = Date.now();
  controller.abort();
  await until(() => invocations(first).at(-1)?.aborted ?? false);
  return (invocations(first).at(-1)?.closedAt ?? Number.POSITIVE_INFINITY) - at;
}

async function lastRow(engine: RunningEngine) {
  const { ledger } = engine.krouter.metering;
  await until(async () => (await ledger.query({ limit: 1 })).length > 0);
  return (await ledger.query({ limit: 1 }))[0];
}

async function waitForRequest(engine: RunningEngine): Promise<void> {
  await until(() => invocations(pairOf(engine)[0]).length > 0);
}

/** The best of three: what is measured is the engine, not the load of the machine. */
async function best(measure: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    times.push(await measure());
    if (times.some((ms) => ms <= ABORT_MS)) break;
  }
  return Math.min(...times);
}

describe.each(CALLERS)('$name: a client that hangs up', (caller) => {
  it('while nothing has come yet ends the call upstream within 100 ms', async () => {
    const ms = await best(async () => {
      const engine = await startEngine();
      await pairOf(engine)[0].fault({ kind: 'black-hole' });
      const controller = new AbortController();
      const answer = post(engine, caller, { signal: controller.signal }).catch(() => 'aborted');
      await waitForRequest(engine);
      await pause(30);
      const took = await hangUp(engine, controller);
      expect(await answer).toBe('aborted');
      expect(await lastRow(engine)).toMatchObject({ outcome: 'cancelled', status: 499 });
      expect(invocations(pairOf(engine)[1])).toHaveLength(0);
      return took;
    });
    expect(ms).toBeLessThanOrEqual(ABORT_MS);
  });

  it('in the middle of the answer ends the call upstream within 100 ms', async () => {
    const ms = await best(() => hangUpMidway(caller));
    expect(ms).toBeLessThanOrEqual(ABORT_MS);
  });

  it('does not hold anything against the region', async () => {
    const engine = await startEngine();
    const [first] = pairOf(engine);
    await first.fault({ kind: 'black-hole', times: 6 });
    for (let round = 1; round <= 6; round += 1) {
      const controller = new AbortController();
      const answer = post(engine, caller, { signal: controller.signal }).catch(() => 'aborted');
      await until(() => invocations(first).length === round);
      controller.abort();
      await answer;
    }
    const answer = await post(engine, caller);
    expect(answer.headers.get('x-krouter-provider')).toBe('bedrock-us-east-1');
    await answer.text();
  });
});

async function hangUpMidway(caller: Caller): Promise<number> {
  const engine = await startEngine({ simulator: { tokenDelayMs: 10 } });
  const controller = new AbortController();
  const answer = post(engine, caller, { text: 'count to 900', signal: controller.signal })
    .then((response) => response.text())
    .catch(() => 'aborted');
  await waitForRequest(engine);
  await pause(150);
  const took = await hangUp(engine, controller);
  expect(await answer).toBe('aborted');
  const row = await lastRow(engine);
  expect(row).toMatchObject({ outcome: 'cancelled', inputTokens: expect.any(Number), usageEstimated: true });
  expect(row?.outputTokens).toBeGreaterThan(0);
  expect(row?.outputTokens).toBeLessThan(900);
  return took;
}

describe.each(STREAMED)('$name: a client that stops reading', (caller) => {
  it('stops the region too: no more than a mebibyte waits in the engine', async () => {
    const engine = await startEngine();
    const [first] = pairOf(engine);
    const text = `${'x'.repeat(1_023)} `;
    const parts = 24 * 1_024;
    first.script(() => [
      {
        type: 'message_start',
        message: { id: 'm', type: 'message', role: 'assistant', content: [], usage: {} },
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      ...Array.from({ length: parts }, () => ({
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'text_delta', text },
      })),
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 1 } },
      { type: 'message_stop' },
    ]);
    const controller = new AbortController();
    const response = await post(engine, caller, { signal: controller.signal });
    const reader = response.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    expect(value?.length).toBeGreaterThan(0);

    await untilStill(engine);

    expect(heldBytes(engine)).toBeGreaterThan(0);
    expect(heldBytes(engine)).toBeLessThanOrEqual(1_024 * 1_024);
    expect(engine.krouter.metering.live.list()[0]?.outputTokens).toBeLessThan((parts * 1_024) / 4);
    expect(invocations(first)[0]?.closedAt).toBeUndefined();
    controller.abort();
    await until(() => invocations(first)[0]?.aborted ?? false);
  });
});

/** Waits until no more of the answer moves. */
async function untilStill(engine: RunningEngine): Promise<void> {
  const seen = () => engine.krouter.metering.live.list()[0]?.outputTokens ?? 0;
  for (let before = -1; seen() !== before; ) {
    before = seen();
    await pause(250);
  }
}

/** Bytes of the answer that wait in the engine's own sockets, on either side. */
function heldBytes(engine: RunningEngine): number {
  const upstream = Number(new URL(pairOf(engine)[0].endpoint).port);
  return activeSockets()
    .filter(({ localPort, remotePort }) => localPort === engine.port || remotePort === upstream)
    .reduce((sum, socket) => sum + socket.writableLength + socket.readableLength, 0);
}

/** Node shows its open handles under this name only. */
function activeSockets(): readonly Socket[] {
  const handles: unknown = Reflect.apply(Reflect.get(process, '_getActiveHandles'), process, []);
  return Array.isArray(handles) ? handles.filter((handle) => handle instanceof Socket) : [];
}
