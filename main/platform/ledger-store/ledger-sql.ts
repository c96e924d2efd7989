import type { LedgerFilter, LedgerGroup, LedgerPageQuery, LedgerTotalsQuery } from '../ports/ledger-store.ts';
import { LEDGER_FIELDS } from './ledger-fields.ts';

const FIELDS = LEDGER_FIELDS.join(', ');

/** The text that the connection has put in its slot for this statement. All values from outside travel in it. */
const INPUT = '(SELECT input FROM temp.slot)';

const argument = (name: string): string => `(${INPUT} ->> '$.${name}')`;

/** Stores the rows of the input, a list of lists in the order of the fields. */
export const INSERT_ROWS = `INSERT INTO requests (${FIELDS})
  SELECT ${LEDGER_FIELDS.map((_, index) => `value ->> ${index}`).join(', ')} FROM json_each(${INPUT}) WHERE true
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
export const TOTAL_FIGURES = {
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
} as const;

const RANKED = ['ttftMs', 'durationMs', 'tokensPerSecond'] as const;

/** One JSON list of totals: two keys, the figures, then p50, p95 and p99 of each ranked column. */
export function selectTotals(query: LedgerTotalsQuery): string {
  const [first, second] = query.groupBy;
  const keys = `${first === undefined ? 'NULL' : GROUP_KEYS[first]} AS k1, ${second === undefined ? 'NULL' : GROUP_KEYS[second]} AS k2`;
  const ranks = RANKED.map(
    (column) => `row_number() OVER (PARTITION BY k1, k2 ORDER BY ${column} NULLS LAST) AS ${column}Rank,
      count(${column}) OVER (PARTITION BY k1, k2) AS ${column}Count`,
  );
  const figures = Object.entries(TOTAL_FIGURES).map(([name, sql]) => `${sql} AS ${name}`);
  const columns = ['k1', 'k2', ...Object.keys(TOTAL_FIGURES), ...RANKED.flatMap(percentileNames)].join(', ');
  const order = isTime(first) ? 'k1, k2' : 'costNanoUsd DESC, requests DESC, k1, k2';
  return `SELECT json_group_array(json_array(${columns}) ORDER BY ${order}) FROM (
    SELECT k1, k2, ${[...figures, ...RANKED.flatMap(percentiles)].join(', ')} FROM (
      SELECT *, ${ranks.join(', ')} FROM (SELECT *, ${keys} FROM requests ${where(query.filter)}))
    GROUP BY k1, k2 ORDER BY ${order} LIMIT ${argument('limit')})`;
}

/** True for the groups that are spans of time. */
export function isTime(group: LedgerGroup | undefined): boolean {
  return group === 'hour' || group === 'day';
}

const PERCENTS = [50, 95, 99] as const;

function percentileNames(column: string): string[] {
  return PERCENTS.map((percent) => `${column}P${percent}`);
}

function percentiles(column: string): string[] {
  return PERCENTS.map((percent) => {
    const rank = `(${column}Count * ${percent} + 99) / 100`;
    return `max(CASE WHEN ${column}Rank = ${rank} THEN ${column} END) AS ${column}P${percent}`;
  });
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
