import type { LedgerFilter, LedgerRow } from '../ports/ledger-store.ts';

/** True when the row is one of those the filter asks for. */
export function matchesFilter(row: LedgerRow, filter: LedgerFilter): boolean {
  const given: { readonly [name: string]: unknown } = { ...filter };
  return Object.entries(TESTS).every(([name, test]) => given[name] === undefined || test(row, filter));
}

type Test = (row: LedgerRow, filter: LedgerFilter) => boolean;

const TESTS: { readonly [name in keyof LedgerFilter]-?: Test } = {
  from: (row, { from = 0 }) => row.startedAt >= from,
  to: (row, { to = 0 }) => row.startedAt < to,
  requestId: (row, filter) => row.requestId === filter.requestId,
  app: (row, filter) => row.app === filter.app,
  dialect: (row, filter) => row.dialect === filter.dialect,
  errorCode: (row, filter) => row.errorCode === filter.errorCode,
  model: (row, filter) => row.model === filter.model,
  outcome: (row, filter) => row.outcome === filter.outcome,
  provider: (row, filter) => row.provider === filter.provider,
  region: (row, filter) => row.region === filter.region,
  sessionId: (row, filter) => row.sessionId === filter.sessionId,
  upstreamModel: (row, filter) => row.upstreamModel === filter.upstreamModel,
  search: (row, { search = '' }) =>
    [row.requestId, row.model, row.app, row.errorCode ?? ''].some((text) =>
      text.toLowerCase().includes(search.toLowerCase()),
    ),
};
