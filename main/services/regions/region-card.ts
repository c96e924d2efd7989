import type { ProviderConfig } from '../../../contract/config.ts';
import type { RegionCard, TargetHealthView } from '../../../contract/region-card.ts';
import type { TargetHealth } from '../../routing/describe-health.ts';
import { describeResidency } from './describe-residency.ts';
import type { RegionWindow } from './region-window.ts';

/** The card of one provider. @param health its targets, as the router sees them */
export function toRegionCard(
  config: ProviderConfig,
  health: readonly TargetHealth[],
  window: RegionWindow,
): RegionCard {
  const { id, type } = config;
  const { throttles, tokens, p50, p95, requests } = window.view(id);
  return {
    provider: id,
    type,
    region: config.type === 'bedrock' ? config.region : undefined,
    scope: config.type === 'bedrock' ? config.scope : undefined,
    ...describeCard(health),
    residency: describeResidency(config),
    targets: health.map((target) => toTargetView(target, window)),
    throttlesPerMinute: throttles,
    tokensPerMinute: tokens,
    quotaTokensPerMinute: largestQuota(config),
    p50,
    p95,
    requests,
  };
}

function describeCard(health: readonly TargetHealth[]): Pick<RegionCard, 'state' | 'why'> {
  const used = health.filter(({ state }) => state !== 'unknown');
  if (used.length === 0) return { state: 'unknown', why: 'Not used since the start.' };
  const down = used.filter(({ state }) => state === 'ejected' || state === 'probing');
  const [worst] = down;
  if (worst === undefined) {
    const limited = used.find(({ state }) => state === 'limited');
    if (limited !== undefined) return { state: 'degraded', why: `${limited.model}: ${limited.why}.` };
    return { state: 'healthy', why: 'Everything that was asked is answered.' };
  }
  const cause = worst.lastError?.message ?? `${worst.why}.`;
  if (down.length === used.length) return { state: 'down', why: cause };
  return { state: 'degraded', why: `${worst.model}: ${cause}` };
}

const STATES: { readonly [state in TargetHealth['state']]: TargetHealthView['state'] } = {
  unknown: 'unknown',
  healthy: 'healthy',
  limited: 'degraded',
  ejected: 'open',
  probing: 'half-open',
};

function toTargetView(target: TargetHealth, window: RegionWindow): TargetHealthView {
  const reopensInMs = target.breaker.remainingMs || target.throttledMs;
  return {
    model: target.model,
    state: STATES[target.state],
    score: target.score,
    ttftMs: target.ttftMs,
    successRate: target.successRate,
    headroom: target.headroom,
    reopensInMs: reopensInMs > 0 ? reopensInMs : undefined,
    lastError: target.lastError?.message,
    lastOkAt: window.lastOkAt(target.provider, target.model),
    why: target.why,
  };
}

/** Quotas are per model; a card has room for the one that most goes through. */
function largestQuota({ quotas }: ProviderConfig): number | undefined {
  const limits = Object.values(quotas).flatMap(({ tokensPerMinute }) => tokensPerMinute ?? []);
  return limits.length === 0 ? undefined : Math.max(...limits);
}
