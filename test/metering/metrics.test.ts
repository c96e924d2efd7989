import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingOf } from '../../main/metering/budgets/budget-standing.ts';
import { createMetrics } from '../../main/metering/metrics.ts';
import type { LedgerRow } from '../../main/platform/ports/ledger-store.ts';
import { sampleBudget } from './budgets/sample-budget.ts';
import { readMetrics } from './read-metrics.ts';
import { rowArbitrary } from './row-arbitrary.ts';
import { sampleRow } from './sample-row.ts';

const NOW = { inFlight: 3, ledgerPending: 0, ledgerDropped: 0, budgets: [] };

function metricsOf(rows: readonly LedgerRow[]) {
  const metrics = createMetrics();
  for (const row of rows) metrics.observe(row);
  const families = readMetrics(metrics.render(NOW));
  const find = (name: string, labels: { readonly [name: string]: string } = {}) =>
    [...families.values()]
      .flatMap((family) => family.samples)
      .filter((sample) => sample.name === name)
      .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value));
  const sum = (name: string, labels?: { readonly [name: string]: string }) =>
    find(name, labels).reduce((total, sample) => total + sample.value, 0);
  return { families, find, sum };
}

describe('the metrics', () => {
  it('tell of each budget how much of it is spent, and nothing of budgets while there are none', () => {
    const standing = standingOf(sampleBudget({ id: 'team.eu' }), {
      span: { from: 0, to: 86_400_000 },
      sum: { nanoUsd: 2_500_000_000, unpriced: 0 },
      now: 1_000,
    });
    const rendered = readMetrics(createMetrics().render({ ...NOW, budgets: [standing] }));
    expect(rendered.get('krouter_budget_spent_ratio')).toMatchObject({
      type: 'gauge',
      samples: [{ labels: { budget: 'team.eu' }, value: 0.25 }],
    });
    expect(readMetrics(createMetrics().render(NOW)).has('krouter_budget_spent_ratio')).toBe(false);
  });

  it('are sound and complete before the first request', () => {
    const { families, sum } = metricsOf([]);
    expect([...families.keys()]).toEqual([
      'gen_ai_client_token_usage',
      'gen_ai_client_operation_duration_seconds',
      'gen_ai_server_time_to_first_token_seconds',
      'krouter_requests_total',
      'krouter_attempts_total',
      'krouter_failovers_total',
      'krouter_tokens_total',
      'krouter_cost_usd_total',
      'krouter_unpriced_requests_total',
      'krouter_saved_tokens_total',
      'krouter_saved_usd_total',
      'krouter_requests_in_flight',
      'krouter_ledger_pending_rows',
      'krouter_ledger_dropped_rows',
    ]);
    expect(sum('krouter_requests_in_flight')).toBe(3);
  });

  it('carry the names and labels of the GenAI conventions', () => {
    const { find } = metricsOf([sampleRow()]);
    expect(find('gen_ai_client_token_usage_sum', { gen_ai_token_type: 'input' })).toEqual([
      {
        name: 'gen_ai_client_token_usage_sum',
        labels: {
          gen_ai_operation_name: 'chat',
          gen_ai_provider_name: 'aws.bedrock',
          gen_ai_system: 'aws.bedrock',
          gen_ai_request_model: 'claude-sonnet-4-6',
          gen_ai_response_model: 'eu.anthropic.claude-sonnet-4-6',
          gen_ai_token_type: 'input',
          krouter_provider: 'bedrock-eu-west-1',
          cloud_region: 'eu-west-1',
        },
        value: 12 + 30_000 + 900,
      },
    ]);
    const failed = metricsOf([sampleRow({ outcome: 'error', errorCode: 'rate_limited' })]);
    expect(failed.sum('gen_ai_client_operation_duration_seconds_count', { error_type: 'rate_limited' })).toBe(
      1,
    );
  });

  it('place values in the bucket whose bound they reach', () => {
    const { sum } = metricsOf([
      sampleRow({ ttftMs: 250 }),
      sampleRow({ ttftMs: 251 }),
      sampleRow({ ttftMs: 99_000 }),
    ]);
    const below = (le: string) => sum('gen_ai_server_time_to_first_token_seconds_bucket', { le });
    expect([below('0.1'), below('0.25'), below('0.5'), below('10'), below('+Inf')]).toEqual([0, 1, 2, 2, 3]);
  });

  it('add up to the rows for any rows', () => {
    fc.assert(
      fc.property(fc.array(rowArbitrary, { maxLength: 80 }), (rows) => {
        const { sum } = metricsOf(rows);
        const total = (read: (row: LedgerRow) => number | null) =>
          rows.reduce((so, row) => so + (read(row) ?? 0), 0);
        expect(sum('krouter_requests_total')).toBe(rows.length);
        expect(sum('krouter_attempts_total')).toBe(total((row) => row.attempts));
        expect(sum('krouter_failovers_total')).toBe(total((row) => row.failovers));
        expect(sum('krouter_cost_usd_total')).toBeCloseTo(total((row) => row.costNanoUsd) / 1e9, 6);
        expect(sum('krouter_saved_tokens_total')).toBe(total((row) => row.savedTokens));
        expect(sum('krouter_saved_usd_total')).toBeCloseTo(total((row) => row.savedNanoUsd) / 1e9, 6);
        expect(sum('krouter_unpriced_requests_total')).toBe(total((row) => Number(row.costNanoUsd === null)));
        expect(sum('krouter_tokens_total', { krouter_token_kind: 'output' })).toBe(
          total((row) => row.outputTokens),
        );
        expect(sum('gen_ai_client_operation_duration_seconds_count')).toBe(rows.length);
      }),
    );
  });

  it('stay bounded and sound under names made up by a hostile client', () => {
    const rows = Array.from({ length: 5_000 }, (_, n) =>
      sampleRow({ model: `m"\\\n${n}${'x'.repeat(500)}`, app: `app-${n}` }),
    );
    const { find, sum } = metricsOf(rows);
    expect(find('krouter_requests_total').length).toBe(201);
    expect(sum('krouter_requests_total')).toBe(5_000);
    expect(sum('krouter_requests_total', { gen_ai_request_model: 'other', krouter_app: 'other' })).toBe(
      4_800,
    );
    expect(
      sum('gen_ai_client_token_usage_count', { gen_ai_request_model: 'other', gen_ai_token_type: 'input' }),
    ).toBe(4_900);
    expect(find('krouter_requests_total')[0]?.labels['gen_ai_request_model']?.slice(0, 6)).toBe('m"\\\n0x');
  });
});
