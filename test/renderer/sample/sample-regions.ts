import type { RegionCard, TargetHealthView } from '../../../contract/region-card.ts';
import { createRandom } from './random.ts';

const MINUTES = 30;

/** One card in every state. */
export function sampleRegions(now: number): RegionCard[] {
  return [
    card('us-east-1', {
      state: 'healthy',
      why: 'First choice: the fastest first token, and 72% of the quota is free.',
      residency: 'Called in us-east-1. AWS may process it in any region of the United States.',
      targets: [
        target('anthropic.claude-sonnet-4-6', { lastOkAt: now - 4_000 }),
        target('anthropic.claude-haiku-4-5', { ttftMs: 290, lastOkAt: now - 70_000 }),
      ],
    }),
    card('us-west-2', {
      state: 'degraded',
      why: 'Throttled 6 times in the last minute, so requests go elsewhere while they can.',
      residency: 'Called in us-west-2. AWS may process it in any region of the United States.',
      throttlesPerMinute: 6,
      tokensPerMinute: 186_000,
      targets: [
        target('anthropic.claude-sonnet-4-6', {
          state: 'degraded',
          score: 0.41,
          successRate: 0.82,
          headroom: 0.07,
          why: 'quota cannot take the request',
          lastError: 'ThrottlingException: Too many tokens, please wait before trying again.',
          lastOkAt: now - 21_000,
        }),
      ],
    }),
    card('eu-west-1', {
      state: 'down',
      why: 'The breaker is open after 5 failures in a row.',
      residency: 'Processed in eu-west-1 and nowhere else.',
      targets: [
        target('anthropic.claude-sonnet-4-6', {
          state: 'open',
          score: 0.02,
          successRate: 0.1,
          why: 'breaker open.',
          reopensInMs: 47_000,
          lastError: 'ServiceUnavailableException: The service is temporarily unavailable.',
          lastOkAt: now - 640_000,
        }),
        target('anthropic.claude-haiku-4-5', { state: 'half-open', why: 'being probed' }),
      ],
    }),
    {
      ...card('ap-northeast-1', {
        state: 'unknown',
        why: 'Nothing has been sent here yet.',
        residency: 'Called in ap-northeast-1. AWS may process it in any region of Japan.',
        tokensPerMinute: 0,
        quotaTokensPerMinute: undefined,
        targets: [],
      }),
      p50: Array.from({ length: MINUTES }, () => null),
      p95: Array.from({ length: MINUTES }, () => null),
      requests: Array.from({ length: MINUTES }, () => 0),
    },
  ];
}

function card(
  region: string,
  more: Partial<RegionCard> & Pick<RegionCard, 'state' | 'why' | 'residency' | 'targets'>,
): RegionCard {
  const random = createRandom(region.length * 31 + region.charCodeAt(0));
  const p50 = Array.from({ length: MINUTES }, (_, minute) =>
    minute % 13 === 5 ? null : 380 + random() * 240,
  );
  return {
    provider: `bedrock-${region}`,
    type: 'bedrock',
    region,
    scope: 'geo',
    throttlesPerMinute: 0,
    tokensPerMinute: 56_000,
    quotaTokensPerMinute: 200_000,
    p50,
    p95: p50.map((value) => (value === null ? null : value * (1.4 + random()))),
    requests: p50.map((value) => (value === null ? 0 : Math.round(random() * 14))),
    ...more,
  };
}

function target(model: string, more: Partial<TargetHealthView>): TargetHealthView {
  return {
    model,
    state: 'healthy',
    score: 0.87,
    ttftMs: 462,
    successRate: 0.998,
    headroom: 0.72,
    why: 'ready',
    ...more,
  };
}
