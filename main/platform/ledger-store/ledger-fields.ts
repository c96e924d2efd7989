import type { LedgerOutcome, LedgerRow } from '../ports/ledger-store.ts';

/** The columns, in the order of every row that goes in or comes out. A column is named as its field. */
export const LEDGER_FIELDS = [
  'requestId',
  'startedAt',
  'dialect',
  'app',
  'sessionId',
  'model',
  'provider',
  'providerType',
  'region',
  'upstreamModel',
  'scope',
  'attempts',
  'failovers',
  'decision',
  'status',
  'outcome',
  'errorCode',
  'inputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'cacheWrite1hTokens',
  'outputTokens',
  'reasoningTokens',
  'usageEstimated',
  'costNanoUsd',
  'ttftMs',
  'durationMs',
  'tokensPerSecond',
  'streamed',
  'warnings',
  'charsBefore',
  'charsAfter',
  'savedTokens',
  'savedNanoUsd',
] as const satisfies readonly (keyof LedgerRow)[];

type Cell = string | number | boolean | null;

/** A row as a list of values. */
export function toCells(row: LedgerRow): readonly Cell[] {
  return LEDGER_FIELDS.map((field) => (field === 'warnings' ? joinLines(row.warnings) : row[field]));
}

const joinLines = (lines: readonly string[]): string | null => (lines.length === 0 ? null : lines.join('\n'));

type Field = (typeof LEDGER_FIELDS)[number];
type Cells = { readonly [field in Field]: unknown };

/** A row from the database; a cell of the wrong kind, which only a damaged file holds, reads as empty. */
export function fromCells(values: unknown): LedgerRow {
  const cells = named(Array.isArray(values) ? values : []);
  return {
    requestId: text(cells.requestId),
    startedAt: number(cells.startedAt),
    dialect: text(cells.dialect),
    app: text(cells.app),
    sessionId: textOrNull(cells.sessionId),
    model: text(cells.model),
    provider: textOrNull(cells.provider),
    providerType: textOrNull(cells.providerType),
    region: textOrNull(cells.region),
    upstreamModel: textOrNull(cells.upstreamModel),
    scope: textOrNull(cells.scope),
    attempts: number(cells.attempts),
    failovers: number(cells.failovers),
    decision: textOrNull(cells.decision),
    status: number(cells.status),
    outcome: outcome(cells.outcome),
    errorCode: textOrNull(cells.errorCode),
    inputTokens: numberOrNull(cells.inputTokens),
    cacheReadTokens: numberOrNull(cells.cacheReadTokens),
    cacheWriteTokens: numberOrNull(cells.cacheWriteTokens),
    cacheWrite1hTokens: numberOrNull(cells.cacheWrite1hTokens),
    outputTokens: numberOrNull(cells.outputTokens),
    reasoningTokens: numberOrNull(cells.reasoningTokens),
    usageEstimated: cells.usageEstimated === 1,
    costNanoUsd: numberOrNull(cells.costNanoUsd),
    ttftMs: numberOrNull(cells.ttftMs),
    durationMs: number(cells.durationMs),
    tokensPerSecond: numberOrNull(cells.tokensPerSecond),
    streamed: cells.streamed === 1,
    warnings: textOrNull(cells.warnings)?.split('\n') ?? [],
    charsBefore: numberOrNull(cells.charsBefore),
    charsAfter: numberOrNull(cells.charsAfter),
    savedTokens: numberOrNull(cells.savedTokens),
    savedNanoUsd: numberOrNull(cells.savedNanoUsd),
  };
}

function named(values: readonly unknown[]): Partial<Cells> {
  const cells: { [field in Field]?: unknown } = {};
  LEDGER_FIELDS.forEach((field, index) => {
    cells[field] = values[index];
  });
  return cells;
}

const text = (cell: unknown): string => (typeof cell === 'string' ? cell : '');
const textOrNull = (cell: unknown): string | null => (typeof cell === 'string' ? cell : null);
const number = (cell: unknown): number => (typeof cell === 'number' ? cell : 0);
const numberOrNull = (cell: unknown): number | null => (typeof cell === 'number' ? cell : null);
const outcome = (cell: unknown): LedgerOutcome => (cell === 'ok' || cell === 'cancelled' ? cell : 'error');
