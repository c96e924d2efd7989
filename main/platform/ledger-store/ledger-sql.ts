import type { LedgerFilter, LedgerGroup, LedgerPageQuery, LedgerTotalsQuery } from '../ports/ledger-store.ts';
import { LEDGER_FIELDS } from './ledger-fields.ts';

const FIELDS = LEDGER_FIELDS.join(', ');

/** The text that the connection has put in its slot for this statement. All values from outside travel in it. */
const INPUT = '(SELECT input FROM temp.slot)';

const argument = (name: string): string => `(${INPUT} ->> '$.${name}')`;

/**
 * Stores the rows of the input, a list of lists in the order of the fields. Each row is parsed once, into JSONB: out of
 * its text, every `->>` would parse it again (10 instead of 27 µs a row).
 */
export const INSERT_ROWS = `INSERT INTO requests (${FIELDS})
  WITH cells AS MATERIALIZED (SELECT jsonb(value) AS list FROM json_each(${INPUT}))
  SELECT ${LEDGER_FIELDS.map((_, index) => `list ->> ${index}`).join(', ')} FROM cells WHERE true
  ON CONFLICT (requestId) DO NOTHING`;

/** Removes the oldest rows from before `before`, at most `limit`. */
export const PRUNE_BY_AGE = `DELETE FROM requests WHERE requestId IN (
  SELECT requestId FROM requests WHERE startedAt < ${argument('before')}
  ORDER BY startedAt, requestId LIMIT ${argument('limit')})`;

/** Removes the oldest rows beyond `maxRows`, at most `limit`. */
export const PRUNE_BY_COUNT = `DELETE FROM requests WHERE requestId IN (
  SELECT requestId FROM requests ORDER BY startedAt, requestId
  LIMIT min(${argument('limit')}, max(0, (SELECT count(*) FROM requests) - ${argument('maxRows')})))`;

/** Gives freed pages back to the file system, a few at a time. */
export const SHRINK_FILE = 'PRAGMA incremental_vacuum(256)';

/** One JSON list of rows, newest first. */
export function selectPage(query: LedgerPageQuery): string {
  const after =
    query.after === undefined
      ? []
      : [`(startedAt, requestId) < (${argument('after.startedAt')}, ${argument('after.requestId')})`];
  return `SELECT json_group_array(json_array(${FIELDS}) ORDER BY startedAt DESC, requestId DESC) FROM (
    SELECT ${FIELDS} FROM requests ${where(query.filter, after)}
    ORDER BY startedAt DESC, requestId DESC LIMIT ${argument('limit')})`;
}

const HOUR_MS = 3_600_000;
const bucket = (ms: number): string => {
  const offset = `${argument('utcOffsetMinutes')} * 60000`;
  return `(startedAt + ${offset}) / ${ms} * ${ms} - ${offset}`;
};

const GROUP_KEYS: { readonly [group in LedgerGroup]: string } = {
  hour: bucket(HOUR_MS),
  day: bucket(24 * HOUR_MS),
  app: 'app',
  dialect: 'dialect',
  errorCode: 'errorCode',
  model: 'model',
  outcome: 'outcome',
  provider: 'provider',
  region: 'region',
  sessionId: 'sessionId',
  upstreamModel: 'upstreamModel',
};

const sum = (column: string): string => `coalesce(sum(${column}), 0)`;
const countOf = (outcome: string): string => `coalesce(sum(outcome = '${outcome}'), 0)`;

/** The figures of a total, in the order in which they come out. */
const TOTAL_FIGURES = {
  requests: 'count(*)',
  ok: countOf('ok'),
  errors: countOf('error'),
  cancelled: countOf('cancelled'),
  attempts: sum('attempts'),
  failovers: sum('failovers'),
  inputTokens: sum('inputTokens'),
  cacheReadTokens: sum('cacheReadTokens'),
  cacheWriteTokens: sum('cacheWriteTokens'),
  cacheWrite1hTokens: sum('cacheWrite1hTokens'),
  outputTokens: sum('outputTokens'),
  reasoningTokens: sum('reasoningTokens'),
  costNanoUsd: sum('costNanoUsd'),
  unpriced: 'count(*) - count(costNanoUsd)',
  charsBefore: sum('charsBefore'),
  charsAfter: sum('charsAfter'),
  savedTokens: sum('savedTokens'),
  savedNanoUsd: sum('savedNanoUsd'),
} as const;

const RANKED = ['ttftMs', 'durationMs', 'tokensPerSecond'] as const;

const PERCENTS = [50, 95, 99] as const;

/**
 * One JSON list of totals: two keys, the figures, then p50, p95 and p99 of each ranked column. Each part reads the
 * table once and sorts only the columns it needs; SQLite does that in two megabytes and a temporary file.
 */
export function selectTotals(query: LedgerTotalsQuery): string {
  const [first, second] = query.groupBy;
  const ranked = query.percentiles === false ? [] : RANKED;
  const keys = [first, second].map((group) => (group === undefined ? 'NULL' : GROUP_KEYS[group]));
  const picked = `SELECT *, ${keys[0]} AS k1, ${keys[1]} AS k2 FROM requests ${where(query.filter)}`;
  const figures = Object.entries(TOTAL_FIGURES).map(([name, sql]) => `${sql} AS ${name}`);
  const columns = ['sums.k1', 'sums.k2', ...Object.keys(TOTAL_FIGURES), ...ranked.flatMap(percentileNames)];
  const time = first === 'hour' || first === 'day';
  const order = time ? 'sums.k1, sums.k2' : 'costNanoUsd DESC, requests DESC, sums.k1, sums.k2';
  return `WITH picked AS NOT MATERIALIZED (${picked}),
    sums AS MATERIALIZED (SELECT k1, k2, ${figures.join(', ')} FROM picked
      GROUP BY k1, k2 ORDER BY ${order.replaceAll('sums.', '')} LIMIT ${argument('limit')})${ranked.map((column) => `,\n    ${percentilesOf(column)}`).join('')}
    SELECT json_group_array(json_array(${columns.join(', ')}) ORDER BY ${order})
    FROM sums ${ranked.map((column) => `LEFT JOIN ${column}Ranks ON ${column}Ranks.k1 IS sums.k1 AND ${column}Ranks.k2 IS sums.k2`).join(' ')}`;
}

/** The least value that at least so many per cent of the group's values do not exceed: the nearest rank. */
function percentilesOf(column: string): string {
  const ranks = PERCENTS.map(
    (percent) =>
      `min(CASE WHEN upTo >= (inAll * ${percent} + 99) / 100 THEN value END) AS ${column}P${percent}`,
  );
  return `${column}Ranks AS (SELECT k1, k2, ${ranks.join(', ')} FROM (
      SELECT k1, k2, value, sum(times) OVER (PARTITION BY k1, k2 ORDER BY value) AS upTo,
        sum(times) OVER (PARTITION BY k1, k2) AS inAll
      FROM (SELECT k1, k2, ${column} AS value, count(*) AS times FROM picked
        WHERE ${column} IS NOT NULL GROUP BY k1, k2, ${column}))
      GROUP BY k1, k2)`;
}

function percentileNames(column: string): string[] {
  return PERCENTS.map((percent) => `${column}P${percent}`);
}

const contains = (column: string): string =>
  `instr(lower(${column}), lower(${argument('filter.search')})) > 0`;

const CONDITIONS: { readonly [name in keyof LedgerFilter]-?: string } = {
  from: `startedAt >= ${argument('filter.from')}`,
  to: `startedAt < ${argument('filter.to')}`,
  requestId: `requestId = ${argument('filter.requestId')}`,
  app: `app = ${argument('filter.app')}`,
  dialect: `dialect = ${argument('filter.dialect')}`,
  errorCode: `errorCode = ${argument('filter.errorCode')}`,
  model: `model = ${argument('filter.model')}`,
  outcome: `outcome = ${argument('filter.outcome')}`,
  provider: `provider = ${argument('filter.provider')}`,
  region: `region = ${argument('filter.region')}`,
  sessionId: `sessionId = ${argument('filter.sessionId')}`,
  upstreamModel: `upstreamModel = ${argument('filter.upstreamModel')}`,
  search: `(${['requestId', 'model', 'app', 'errorCode'].map(contains).join(' OR ')})`,
};

function where(filter: LedgerFilter, more: readonly string[] = []): string {
  const given: { readonly [name: string]: unknown } = { ...filter };
  const conditions = Object.entries(CONDITIONS).filter(([name]) => given[name] !== undefined);
  const all = [...conditions.map(([, sql]) => sql), ...more];
  return all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`;
}
