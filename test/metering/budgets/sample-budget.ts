import type { BudgetSpec, Spending } from '../../../main/metering/budgets/budget-spec.ts';

/** Ten dollars a day for everything, with the usual alerts. */
export function sampleBudget(changes: Partial<BudgetSpec> = {}): BudgetSpec {
  return {
    id: 'daily',
    limitUsd: 10,
    period: 'day',
    scope: { kind: 'all' },
    alertAt: [0.5, 0.8, 1],
    stop: false,
    ...changes,
  };
}

/** A dollar spent by Claude Code in Ireland at the clock's first moment. */
export function sampleSpending(changes: Partial<Spending> = {}): Spending {
  return {
    startedAt: 1_700_000_000_000,
    app: 'claude-code',
    provider: 'bedrock-eu-west-1',
    upstreamModel: 'eu.anthropic.claude-sonnet-4-6',
    costNanoUsd: 1_000_000_000,
    ...changes,
  };
}
