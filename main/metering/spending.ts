import type { Spending } from './budgets/budget-spec.ts';
import { pricedTargetOf } from './ledger-row.ts';
import { outputTokens } from './live-meter.ts';
import type { MeterState } from './meter-state.ts';
import { costOf, type Price, type PricedTarget } from './prices.ts';

/** What a request under way has cost so far: its input once that is reported, its output as the meter reads. */
export function spendingOf(
  state: MeterState,
  priceOf: (target: PricedTarget) => Price | undefined,
): Spending {
  const { request, target, startedAt } = state;
  const price = target === undefined ? undefined : priceOf(pricedTargetOf(target));
  const usage = { ...state.usage, outputTokens: outputTokens(state).count };
  return {
    startedAt,
    app: request.app,
    provider: target?.provider ?? null,
    upstreamModel: target?.model.id ?? null,
    costNanoUsd: price === undefined ? null : costOf(usage, price),
  };
}
