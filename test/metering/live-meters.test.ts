import { describe, expect, it } from 'vitest';
import { createLiveMeters, type LiveChange } from '../../main/metering/live-meters.ts';
import { createRequestMeter } from '../../main/metering/request-meter.ts';
import { createManualClock } from './manual-clock.ts';

function setUp() {
  const clock = createManualClock();
  const live = createLiveMeters(clock);
  const begin = (requestId: string) => {
    const request = {
      requestId,
      dialect: 'anthropic' as const,
      model: 'm',
      stream: true,
      app: 'a',
      sessionId: null,
    };
    const meter = createRequestMeter(request, { clock, priceOf: () => undefined, onFinish: live.finish });
    live.add(meter);
    return meter;
  };
  const changes: LiveChange[] = [];
  return { clock, live, begin, changes, listen: () => live.subscribe((change) => changes.push(change)) };
}

const delta = { type: 'text-delta', index: 0, text: 'four' } as const;

describe('the live meters', () => {
  it('start no timer and keep no rows while nobody listens', async () => {
    const { clock, live, begin, changes, listen } = setUp();
    begin('req_1').see(delta);
    begin('req_2').finish({ outcome: 'ok', status: 200 });
    expect(clock.timers).toBe(0);
    expect(live.list().map((meter) => meter.requestId)).toEqual(['req_1']);
    listen();
    await clock.advance(250);
    expect(changes.map((change) => change.finished)).toEqual([[]]);
  });

  it('tell at most four times a second, and only of what has moved', async () => {
    const { clock, begin, changes, listen } = setUp();
    listen();
    const [one] = [begin('req_1'), begin('req_2')];
    for (let n = 0; n < 100; n += 1) {
      one.see(delta);
      await clock.advance(10);
    }
    expect(changes).toHaveLength(4);
    expect(changes[0]?.progressed.map((meter) => meter.requestId)).toEqual(['req_1', 'req_2']);
    expect(changes[3]?.progressed.map((meter) => meter.requestId)).toEqual(['req_1']);
    await clock.advance(500);
    const told = changes.length;
    await clock.advance(2_000);
    expect(changes).toHaveLength(told);
  });

  it('tell of every end, with its row, and fall silent when all is over', async () => {
    const { clock, live, begin, changes, listen } = setUp();
    listen();
    const row = begin('req_1').finish({ outcome: 'ok', status: 200 });
    await clock.advance(250);
    expect(changes).toEqual([{ progressed: [], finished: [row] }]);
    expect(live.size).toBe(0);
    await clock.advance(1_000);
    expect(clock.timers).toBe(0);
  });

  it('bound what piles up between two ticks', async () => {
    const { clock, begin, changes, listen } = setUp();
    listen();
    for (let n = 0; n < 1_000; n += 1) begin(`req_${n}`).finish({ outcome: 'ok', status: 200 });
    await clock.advance(250);
    expect(changes[0]?.finished).toHaveLength(200);
    expect(changes[0]?.finished.at(-1)?.requestId).toBe('req_999');
  });

  it('stop the timer with the last listener', async () => {
    const { clock, begin, changes, listen } = setUp();
    const [first, second] = [listen(), listen()];
    begin('req_1');
    first();
    expect(clock.timers).toBe(1);
    second();
    expect(clock.timers).toBe(0);
    await clock.advance(1_000);
    expect(changes).toEqual([]);
  });
});
