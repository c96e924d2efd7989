import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, rankTargets } from '../../main/routing/rank-targets.ts';
import { createTarget } from '../../main/routing/target.ts';
import type { Standing } from '../../main/routing/target-view.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFixture } from './router-fixture.ts';
import { answering, createScriptedProvider, failing, SONNET, throttling } from './scripted-provider.ts';

const clock = createFakeClock();
const sketch = fc.record({
  group: fc.nat(2),
  standing: fc.constantFrom<Standing>('ready', 'ready', 'limited', 'ejected'),
  total: fc.double({ min: 0, max: 1, noNaN: true }),
  waitMs: fc.nat(60_000),
  isProbeDue: fc.boolean(),
  isStale: fc.boolean(),
});
const candidates = fc.array(sketch, { minLength: 1, maxLength: 8 }).map((sketches) =>
  [...sketches]
    .sort((a, b) => a.group - b.group)
    .map(({ group, total, ...view }, i): Candidate => {
      const score = { total, speed: 1, success: 1, headroom: 1 };
      const target = createTarget(createScriptedProvider({ id: `r-${i}`, clock }), SONNET);
      return { target, group, view: { ...view, score, why: view.standing } };
    }),
);
const unit = fc.double({ min: 0, max: 0.99, noNaN: true });

describe('rankTargets', () => {
  it('leaves no target out and invents none', () => {
    fc.assert(
      fc.property(candidates, unit, fc.nat(8), (given, random, held) => {
        const hold = { target: `r-${held}/${SONNET.id}`, sinceMs: 0, untilMs: 1, cachedTokens: 1 };
        const { order } = rankTargets(given, { hold, nowMs: 0, random: () => random });
        expect(new Set(order)).toEqual(new Set(given));
        expect(order).toHaveLength(given.length);
      }),
    );
  });

  it('puts nothing that is failing first while something is ready, except for a due probe', () => {
    fc.assert(
      fc.property(candidates, unit, (given, random) => {
        const { order, lead } = rankTargets(given, { nowMs: 0, random: () => random });
        const isAnyReady = given.some(({ view }) => view.standing === 'ready');
        if (lead === 'probe') expect(order[0]?.view.isProbeDue).toBe(true);
        else if (isAnyReady) expect(order[0]?.view.standing).toBe('ready');
        else expect(lead).toBe('last-resort');
      }),
    );
  });

  it("follows the user's groups, then the score, then the user's order", () => {
    fc.assert(
      fc.property(candidates, (given) => {
        const { order } = rankTargets(given, { nowMs: 0, random: () => 1 });
        const ready = order.slice(1).filter(({ view }) => view.standing === 'ready');
        ready.forEach((later, i) => {
          const earlier = ready[i - 1];
          if (earlier === undefined) return;
          expect(earlier.group).toBeLessThanOrEqual(later.group);
          if (earlier.group !== later.group) return;
          const [a, b] = [earlier, later].map(({ view }) => Math.round(view.score.total * 100));
          expect(a).toBeGreaterThanOrEqual(b ?? 0);
          if (a === b) expect(given.indexOf(earlier)).toBeLessThan(given.indexOf(later));
        });
      }),
    );
  });
});

describe('the last target', () => {
  it('is tried for every request, whatever has happened before', async () => {
    const past = fc.record({
      script: fc.constantFrom(
        () => answering('a', 100),
        () => failing({}),
        () => failing({ code: 'permission' }),
        () => failing({ code: 'quota_exceeded' }),
        () => failing({ code: 'upstream_authentication', retry: 'never' }),
        () => throttling(),
        () => throttling(90_000),
      ),
      waitMs: fc.constantFrom(0, 1000, 30_000, 120_000),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(past, { maxLength: 15 }),
        fc.integer({ min: 1, max: 3 }),
        async (steps, regions) => {
          const ids = ['us-east-1', 'us-west-2', 'eu-west-1'].slice(0, regions);
          const fixture = createFixture({ providers: ids.map((id) => ({ id })) });
          const sends = () => ids.reduce((sum, id) => sum + fixture.provider(id).sends.length, 0);
          for (const { script, waitMs } of steps) {
            for (const id of ids) fixture.provider(id).script = script;
            const before = sends();
            await fixture.askWhole('bedrock/claude-sonnet-4-6').catch(() => undefined);
            expect(sends()).toBeGreaterThan(before);
            await fixture.clock.advance(waitMs);
          }
          for (const id of ids) fixture.provider(id).script = () => answering('back');
          expect((await fixture.ask('bedrock/claude-sonnet-4-6')).attempts).toBe(1);
        },
      ),
      { numRuns: 60 },
    );
  });
});
