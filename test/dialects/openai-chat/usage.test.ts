import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { totalInputTokens } from '../../../main/core/usage.ts';
import { decodeUsage, encodeUsage } from '../../../main/dialects/openai-chat/usage.ts';

describe('usage', () => {
  it('counts cache reads and writes in the prompt', () => {
    expect(
      encodeUsage({ inputTokens: 10, cacheReadTokens: 30, cacheWriteTokens: 2, outputTokens: 7 }),
    ).toEqual({
      prompt_tokens: 42,
      completion_tokens: 7,
      total_tokens: 49,
      prompt_tokens_details: { cached_tokens: 30, cache_write_tokens: 2 },
    });
  });

  it('tells thinking only when it is known', () => {
    expect(encodeUsage({ outputTokens: 7, reasoningTokens: 0 })).toMatchObject({
      completion_tokens_details: { reasoning_tokens: 0 },
    });
    expect(encodeUsage({ outputTokens: 7 })).not.toHaveProperty('completion_tokens_details');
  });

  it('keeps every count on the way there and back', () => {
    const count = fc.nat({ max: 1_000_000 });
    const usage = fc
      .record({
        inputTokens: count,
        cacheReadTokens: count,
        cacheWriteTokens: count,
        outputTokens: count,
        share: count,
      })
      .map(({ share, ...rest }) => ({ ...rest, reasoningTokens: share % (rest.outputTokens + 1) }));
    fc.assert(
      fc.property(usage, (counts) => {
        const encoded = encodeUsage(counts);
        expect(decodeUsage(encoded)).toEqual(counts);
        expect(encoded['prompt_tokens']).toBe(totalInputTokens(counts));
      }),
    );
  });

  const cases: readonly (readonly [string, object, object])[] = [
    [
      'DeepSeek’s cache hits',
      { prompt_tokens: 9, prompt_cache_hit_tokens: 4 },
      { inputTokens: 5, cacheReadTokens: 4 },
    ],
    [
      'Moonshot’s cached tokens',
      { prompt_tokens: 9, cached_tokens: 4 },
      { inputTokens: 5, cacheReadTokens: 4 },
    ],
    [
      'a completion without its thinking',
      {
        prompt_tokens: 1,
        completion_tokens: 5,
        total_tokens: 26,
        completion_tokens_details: { reasoning_tokens: 20 },
      },
      { outputTokens: 25, reasoningTokens: 20 },
    ],
    [
      'a completion with its thinking',
      {
        prompt_tokens: 1,
        completion_tokens: 25,
        total_tokens: 26,
        completion_tokens_details: { reasoning_tokens: 20 },
      },
      { outputTokens: 25, reasoningTokens: 20 },
    ],
    [
      'more cached than there was',
      { prompt_tokens: 1, prompt_tokens_details: { cached_tokens: 2 } },
      { inputTokens: 0 },
    ],
  ];
  for (const [what, wire, expected] of cases) {
    it(`understands ${what}`, () => expect(decodeUsage({ ...wire })).toMatchObject(expected));
  }

  it('leaves unknown what was not reported, or is no count', () => {
    const decoded = decodeUsage({ prompt_tokens: null, completion_tokens: 'many', prompt_tokens_details: 3 });
    expect(Object.values(decoded).every((value) => value === undefined)).toBe(true);
  });
});
