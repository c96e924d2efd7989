import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Breaker, type BreakerTicket, createBreaker } from '../../main/routing/breaker.ts';

const T = 1_000_000;

function failTimes(breaker: ReturnType<typeof createBreaker>, times: number, atMs: number): void {
  for (let i = 0; i < times; i += 1) breaker.fail(breaker.begin(atMs), atMs);
}

describe('createBreaker', () => {
  it('opens on the fifth failure in a row, not before', () => {
    const breaker = createBreaker();
    failTimes(breaker, 4, T);
    expect(breaker.state(T).kind).toBe('closed');
    failTimes(breaker, 1, T);
    expect(breaker.state(T)).toEqual({ kind: 'open', remainingMs: 30_000 });
  });

  it('opens when half of at least five results within a minute failed', () => {
    const breaker = createBreaker();
    for (let i = 0; i < 3; i += 1) breaker.succeed(breaker.begin(T), T);
    failTimes(breaker, 2, T);
    expect(breaker.state(T).kind).toBe('closed');
    failTimes(breaker, 1, T + 1000);
    expect(breaker.state(T + 1000).kind).toBe('open');
  });

  it('forgets failures that are more than a minute old', () => {
    const breaker = createBreaker();
    failTimes(breaker, 4, T);
    breaker.succeed(breaker.begin(T + 70_000), T + 70_000);
    failTimes(breaker, 3, T + 70_000);
    expect(breaker.state(T + 70_000).kind).toBe('closed');
  });

  it('stays open 30 s longer after each failed probe, never above 300 s, and starts over once closed', () => {
    const breaker = createBreaker();
    failTimes(breaker, 5, T);
    let nowMs = T;
    const lengths: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      const state = breaker.state(nowMs);
      if (state.kind === 'open') lengths.push(state.remainingMs);
      nowMs += state.kind === 'open' ? state.remainingMs : 0;
      breaker.fail(breaker.begin(nowMs), nowMs);
    }
    expect(lengths.slice(0, 3)).toEqual([30_000, 60_000, 90_000]);
    expect(lengths.slice(-3)).toEqual([300_000, 300_000, 300_000]);
    nowMs += 300_000;
    breaker.succeed(breaker.begin(nowMs), nowMs);
    expect(breaker.state(nowMs).kind).toBe('closed');
    failTimes(breaker, 5, nowMs);
    expect(breaker.state(nowMs)).toEqual({ kind: 'open', remainingMs: 30_000 });
  });

  it('gives the probe back when it ended without telling anything', () => {
    const breaker = createBreaker();
    failTimes(breaker, 5, T);
    const probe = breaker.begin(T + 30_000);
    expect(probe.isProbe).toBe(true);
    breaker.release(probe);
    expect(breaker.state(T + 30_000)).toEqual({ kind: 'half-open', isProbing: false });
    expect(breaker.begin(T + 30_000).isProbe).toBe(true);
  });

  it('is not closed by an answer that began before it opened', () => {
    const breaker = createBreaker();
    const early = breaker.begin(T);
    failTimes(breaker, 5, T);
    breaker.succeed(early, T + 10);
    expect(breaker.state(T + 10).kind).toBe('open');
  });

  it('has at most one probe at a time and opens for 30 s to 300 s, in any sequence of events', () => {
    const move = fc.record({
      do: fc.constantFrom('begin', 'begin', 'begin', 'succeed', 'fail', 'release', 'trip', 'trip'),
      pick: fc.nat(20),
      waitMs: fc.constantFrom(0, 0, 0, 30_000, 60_000, 300_000),
    });
    let probes = 0;
    fc.assert(
      fc.property(fc.array(move, { maxLength: 200 }), (moves) => {
        const run: Run = { breaker: createBreaker(), live: [], nowMs: T };
        for (const each of moves) probes += Number(step(run, each)?.isProbe === true);
      }),
      { numRuns: 500 },
    );
    expect(probes).toBeGreaterThan(20);
  });
});

interface Run {
  readonly breaker: Breaker;
  readonly live: BreakerTicket[];
  nowMs: number;
}

interface Move {
  readonly do: 'begin' | 'succeed' | 'fail' | 'release' | 'trip';
  readonly pick: number;
  readonly waitMs: number;
}

/** Makes one move and checks what must always hold; the ticket, when one was drawn. */
function step(run: Run, move: Move): BreakerTicket | undefined {
  const { breaker, live } = run;
  run.nowMs += move.waitMs;
  const before = breaker.state(run.nowMs);
  const ticket = move.do === 'begin' ? breaker.begin(run.nowMs) : undefined;
  if (move.do === 'begin') {
    expect(ticket?.isProbe).toBe(before.kind === 'half-open' && !before.isProbing);
    if (ticket !== undefined) live.push(ticket);
  } else {
    const [ended] = live.splice(move.pick % (live.length || 1), 1);
    if (ended !== undefined) breaker[move.do](ended, run.nowMs);
  }
  const after = breaker.state(run.nowMs);
  if (before.kind === 'closed' && after.kind === 'open') expect(after.remainingMs).toBe(30_000);
  if (after.kind === 'open') expect(after.remainingMs).toBeLessThanOrEqual(300_000);
  const probes = live.filter(({ isProbe }) => isProbe).map(({ openings }) => openings);
  expect(new Set(probes).size).toBe(probes.length);
  return ticket;
}
