import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSlidingWindow } from '../../main/routing/sliding-window.ts';

describe('createSlidingWindow', () => {
  it('sums what was added within the last 60 slots of a second, in any order', () => {
    const entry = fc.record({ amount: fc.nat(1000), backMs: fc.nat(90_000), stepMs: fc.nat(20_000) });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
        const window = createSlidingWindow();
        const added: { readonly amount: number; readonly slot: number }[] = [];
        let nowMs = 1_000_000;
        for (const { amount, backMs, stepMs } of entries) {
          nowMs += stepMs;
          const nowSlot = Math.floor(nowMs / 1000);
          const within = ({ slot }: { readonly slot: number }) => slot > nowSlot - 60;
          const expected = () => added.filter(within).reduce((sum, each) => sum + each.amount, 0);
          expect(window.sum(nowMs)).toBe(expected());
          window.add(amount, nowMs - backMs);
          added.push({ amount, slot: Math.floor((nowMs - backMs) / 1000) });
          expect(window.sum(nowMs)).toBe(expected());
        }
      }),
    );
  });
});
