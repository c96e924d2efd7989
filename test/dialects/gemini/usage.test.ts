import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { totalInputTokens } from '../../../main/core/usage.ts';
import { decodeUsage, encodeUsage } from '../../../main/dialects/gemini/usage.ts';

describe('usage', () => {
  it('has the cache inside the prompt, thoughts beside the answer, and tools beside both', () => {
    const wire = {
      promptTokenCount: 50,
      cachedContentTokenCount: 32,
      toolUsePromptTokenCount: 7,
      candidatesTokenCount: 16,
      thoughtsTokenCount: 4,
      totalTokenCount: 77,
    };
    expect(decodeUsage(wire)).toEqual({
      inputTokens: 25,
      cacheReadTokens: 32,
      outputTokens: 20,
      reasoningTokens: 4,
    });
  });

  it('finds a count that was left out for being 0 in the total, and makes up no other', () => {
    expect(decodeUsage({ promptTokenCount: 7, totalTokenCount: 7 })).toMatchObject({ outputTokens: 0 });
    expect(decodeUsage({ promptTokenCount: 7 }).outputTokens).toBeUndefined();
    expect(decodeUsage({ candidatesTokenCount: 3 }).inputTokens).toBeUndefined();
    expect(decodeUsage({ promptTokenCount: -1, candidatesTokenCount: 'x' }).outputTokens).toBeUndefined();
    expect(decodeUsage(undefined)).toEqual({});
  });

  it('has cache writes in the prompt, where alone there is a place for them', () => {
    expect(
      encodeUsage({ inputTokens: 10, cacheReadTokens: 30, cacheWriteTokens: 2, outputTokens: 7 }),
    ).toEqual({
      promptTokenCount: 42,
      cachedContentTokenCount: 30,
      candidatesTokenCount: 7,
      totalTokenCount: 49,
    });
  });

  it('keeps its totals on the way there and back, and adds up', () => {
    const count = fc.nat({ max: 1_000_000 });
    const usage = fc
      .record({
        inputTokens: count,
        cacheReadTokens: count,
        cacheWriteTokens: count,
        outputTokens: count,
        share: fc.nat({ max: 100 }),
      })
      .map(({ share, ...counts }) => ({
        ...counts,
        reasoningTokens: Math.floor((counts.outputTokens * share) / 100),
      }));
    fc.assert(
      fc.property(usage, (given) => {
        const wire = encodeUsage(given);
        const back = decodeUsage(wire);
        expect(totalInputTokens(back)).toBe(totalInputTokens(given));
        expect(back.cacheReadTokens ?? 0).toBe(given.cacheReadTokens);
        expect(back.outputTokens).toBe(given.outputTokens);
        expect(back.reasoningTokens ?? 0).toBe(given.reasoningTokens);
        expect(wire['totalTokenCount']).toBe(totalInputTokens(given) + given.outputTokens);
      }),
    );
  });
});
