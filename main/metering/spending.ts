import type { Spending } from './budgets/budget-spec.ts';
import { pricedTargetOf } from './ledger-row.ts';
import { outputTokens } from './live-meter.ts';
import type { MeteredAttempt, MeterState } from './meter-state.ts';
import { costOf, type Price, type PricedTarget } from './prices.ts';

/** Asked for every request under way whenever one is admitted: the price of an attempt is looked up once. */
const pricesOfAttempts = new WeakMap<MeteredAttempt, Price | 'unpriced'>();

/** What a request under way has cost so far: its input once that is reported, its output as the meter reads. */
export function spendingOf(
  state: MeterState,
  priceOf: (target: PricedTarget) => Price | undefined,
): Spending {
  const { request, target, startedAt } = state;
  const price = target === undefined ? 'unpriced' : priceOfAttempt(target, priceOf);
  const usage = { ...state.usage, outputTokens: outputTokens(state).count };
  return {
    startedAt,
    app: request.app,
    provider: target?.provider ?? null,
    upstreamModel: target?.model.id ?? null,
    costNanoUsd: price === 'unpriced' ? null : costOf(usage, price),
  };
}

function priceOfAttempt(
  target: MeteredAttempt,
  priceOf: (target: PricedTarget) => Price | undefined,
): Price | 'unpriced' {
  const known = pricesOfAttempts.get(target);
  if (known !== undefined) return known;
  const price = priceOf(pricedTargetOf(target)) ?? 'unpriced';
  pricesOfAttempts.set(target, price);
  return price;
}
