import type { LedgerRow } from '../platform/ports/ledger-store.ts';
import type { BudgetStanding } from './budgets/budget-standing.ts';
import { DURATION_BUCKETS, TOKEN_BUCKETS, TTFT_BUCKETS } from './histogram-buckets.ts';
import { createCounter, createHistogram, renderGauge, renderGauges } from './metric-family.ts';
import { createRowLabelBook, type RowLabels, TOKEN_KINDS, type TokenKind } from './row-labels.ts';

/** What is read at the moment of asking rather than counted. */
export interface MetricsNow {
  readonly inFlight: number;
  readonly ledgerPending: number;
  readonly ledgerDropped: number;
  readonly budgets: readonly BudgetStanding[];
}

/** Counts since the start of the process. */
export interface Metrics {
  observe(row: LedgerRow): void;
  /** The Prometheus text exposition format, version 0.0.4. */
  render(now: MetricsNow): string;
}

/** The `content-type` of what `render` gives. */
export const METRICS_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Metrics at zero. Names and labels follow OpenTelemetry's GenAI conventions where they have any. */
export function createMetrics(): Metrics {
  const families = createFamilies();
  const labels = createRowLabelBook();
  return {
    observe: (row) => observe(families, row, labels.of(row)),
    render: (now) =>
      Object.values(families)
        .map((family) => family.render())
        .join('') + renderNow(now),
  };
}

function createFamilies() {
  return {
    tokenUsage: createHistogram({
      name: 'gen_ai_client_token_usage',
      help: 'Tokens per request, all cache reads and writes counted as input.',
      bounds: TOKEN_BUCKETS,
    }),
    duration: createHistogram({
      name: 'gen_ai_client_operation_duration_seconds',
      help: 'Time from a request to the end of its answer.',
      bounds: DURATION_BUCKETS,
    }),
    timeToFirstToken: createHistogram({
      name: 'gen_ai_server_time_to_first_token_seconds',
      help: 'Time from a request to the first content of its answer.',
      bounds: TTFT_BUCKETS,
    }),
    requests: createCounter({ name: 'krouter_requests_total', help: 'Finished requests.' }),
    attempts: createCounter({ name: 'krouter_attempts_total', help: 'Attempts at upstreams.' }),
    failovers: createCounter({ name: 'krouter_failovers_total', help: 'Moves to another target.' }),
    tokens: createCounter({
      name: 'krouter_tokens_total',
      help: 'Tokens by kind; reasoning is part of output.',
    }),
    cost: createCounter({ name: 'krouter_cost_usd_total', help: 'Cost of the priced requests, US dollars.' }),
    unpriced: createCounter({
      name: 'krouter_unpriced_requests_total',
      help: 'Requests whose model has no known price.',
    }),
    savedTokens: createCounter({
      name: 'krouter_saved_tokens_total',
      help: 'Input tokens that compression of tool results spared.',
    }),
    savedUsd: createCounter({
      name: 'krouter_saved_usd_total',
      help: 'What the spared tokens would have cost at the price of the rest of their request, US dollars.',
    }),
  };
}

type Families = ReturnType<typeof createFamilies>;

function observe(families: Families, row: LedgerRow, labels: RowLabels): void {
  observeTokens(families, row, labels);
  families.duration.observe(labels.outcome, row.durationMs / 1000);
  if (row.ttftMs !== null) families.timeToFirstToken.observe(labels.target, row.ttftMs / 1000);
  families.requests.add(labels.request, 1);
  families.attempts.add(labels.target, row.attempts);
  families.failovers.add(labels.target, row.failovers);
  if (row.costNanoUsd === null) families.unpriced.add(labels.target, 1);
  else families.cost.add(labels.target, row.costNanoUsd / 1e9);
  if (row.savedTokens) families.savedTokens.add(labels.target, row.savedTokens);
  if (row.savedNanoUsd) families.savedUsd.add(labels.target, row.savedNanoUsd / 1e9);
}

function observeTokens({ tokenUsage, tokens }: Families, row: LedgerRow, labels: RowLabels): void {
  const writes1h = row.cacheWrite1hTokens ?? 0;
  const input = (row.inputTokens ?? 0) + (row.cacheReadTokens ?? 0) + (row.cacheWriteTokens ?? 0);
  if (row.inputTokens !== null) tokenUsage.observe(labels.inputUsage, input);
  if (row.outputTokens !== null) tokenUsage.observe(labels.outputUsage, row.outputTokens);
  const counts: Record<TokenKind, number | null> = {
    input: row.inputTokens,
    cache_read: row.cacheReadTokens,
    cache_write_5m: row.cacheWriteTokens === null ? null : row.cacheWriteTokens - writes1h,
    cache_write_1h: row.cacheWrite1hTokens,
    output: row.outputTokens,
    reasoning: row.reasoningTokens,
  };
  for (const kind of TOKEN_KINDS) {
    const count = counts[kind];
    if (count !== null && count > 0) tokens.add(labels.kinds[kind], count);
  }
}

function renderNow(now: MetricsNow): string {
  return (
    renderGauge({ name: 'krouter_requests_in_flight', help: 'Requests being answered.' }, now.inFlight) +
    renderGauge({ name: 'krouter_ledger_pending_rows', help: 'Rows not yet written.' }, now.ledgerPending) +
    renderGauge(
      { name: 'krouter_ledger_dropped_rows', help: 'Rows lost since the start.' },
      now.ledgerDropped,
    ) +
    renderBudgets(now.budgets)
  );
}

function renderBudgets(budgets: readonly BudgetStanding[]): string {
  return renderGauges(
    { name: 'krouter_budget_spent_ratio', help: 'Spent in the present period over the limit.' },
    budgets.map(({ spec, fraction }) => [{ budget: spec.id }, fraction]),
  );
}
