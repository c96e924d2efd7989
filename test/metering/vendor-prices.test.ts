import { describe, expect, it } from 'vitest';
import { costOf, priceFor } from '../../main/metering/prices.ts';

const bedrock = { scope: 'geo', providerType: 'bedrock' } as const;

describe('prices of other vendors’ models on Bedrock', () => {
  it.each([
    ['amazon.nova-pro-v1:0', 'us', 800_000, 3_200_000],
    ['amazon.nova-pro-v1:0', 'eu', 1_050_000, 4_200_000],
    ['amazon.nova-2-lite-v1:0', 'global', 300_000, 2_500_000],
    ['openai.gpt-oss-120b-1:0', 'us', 150_000, 600_000],
    ['meta.llama3-3-70b-instruct-v1:0', 'us', 720_000, 720_000],
    ['deepseek.v3.2', 'eu', 740_000, 2_220_000],
  ])('%s in %s', (baseId, geography, input, output) => {
    expect(priceFor({ ...bedrock, baseId, geography })).toMatchObject({ input, output });
  });

  it.each([
    ['openai.gpt-oss-120b-1:0', 'eu'],
    ['amazon.nova-pro-v1:0', 'us-gov'],
    ['newvendor.model-1', 'us'],
  ])('%s in %s is unpriced, not free', (baseId, geography) => {
    expect(priceFor({ ...bedrock, baseId, geography })).toBeUndefined();
  });

  it('are Bedrock’s alone', () => {
    expect(
      priceFor({ baseId: 'openai.gpt-oss-20b', scope: 'geo', geography: 'us', providerType: 'openai' }),
    ).toBeUndefined();
  });

  it('yield to the user’s own, and count cache reads at a quarter', () => {
    const target = { ...bedrock, baseId: 'amazon.nova-lite-v1:0', geography: 'us' };
    expect(priceFor(target, { 'amazon.nova-lite': { input: 1, output: 2 } })).toMatchObject({
      input: 1_000_000,
    });
    const price = priceFor(target);
    if (price === undefined) throw new Error('unpriced');
    expect(costOf({ inputTokens: 1000, cacheReadTokens: 4000, outputTokens: 0 }, price)).toBe(120_000);
  });
});
