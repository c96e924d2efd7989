import type { TargetHealth } from '../../routing/describe-health.ts';

/** Providers of which nothing that was asked answers any more, each with the reason. */
export function findOutages(health: readonly TargetHealth[]): ReadonlyMap<string, string> {
  const outages = new Map<string, string>();
  const working = new Set(health.filter(({ state }) => state === 'healthy').map(({ provider }) => provider));
  for (const { provider, state, lastError, why } of health) {
    if (state === 'ejected' && !working.has(provider)) outages.set(provider, lastError?.message ?? why);
  }
  return outages;
}
