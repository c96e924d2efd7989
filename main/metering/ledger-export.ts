import type { LedgerCursor, LedgerRow } from '../platform/ports/ledger-store.ts';
import { csvLine } from './csv-line.ts';
import { nanoUsdText } from './nano-usd-text.ts';

export type ExportFormat = 'csv' | 'json';

type Page = (after: LedgerCursor | undefined) => Promise<readonly LedgerRow[]>;

/** All rows that `page` gives, from its first page to an empty one, as one document in pieces. */
export async function* exportRows(format: ExportFormat, page: Page): AsyncIterable<string> {
  const writer = WRITERS[format];
  let first = true;
  yield writer.head;
  let rows = await page(undefined);
  for (let last = rows.at(-1); last !== undefined; last = rows.at(-1)) {
    let text = '';
    for (const row of rows) {
      text += writer.row(row, first);
      first = false;
    }
    yield text;
    rows = await page({ startedAt: last.startedAt, requestId: last.requestId });
  }
  yield writer.tail;
}

interface Writer {
  readonly head: string;
  readonly row: (row: LedgerRow, first: boolean) => string;
  readonly tail: string;
}

type Column = readonly [title: string, read: (row: LedgerRow) => string | number | boolean | null];

const COLUMNS: readonly Column[] = [
  ['request_id', (row) => row.requestId],
  ['started_at', (row) => new Date(row.startedAt).toISOString()],
  ['app', (row) => row.app],
  ['session_id', (row) => row.sessionId],
  ['dialect', (row) => row.dialect],
  ['model', (row) => row.model],
  ['provider', (row) => row.provider],
  ['provider_type', (row) => row.providerType],
  ['region', (row) => row.region],
  ['upstream_model', (row) => row.upstreamModel],
  ['scope', (row) => row.scope],
  ['attempts', (row) => row.attempts],
  ['failovers', (row) => row.failovers],
  ['status', (row) => row.status],
  ['outcome', (row) => row.outcome],
  ['error_code', (row) => row.errorCode],
  ['input_tokens', (row) => row.inputTokens],
  ['cache_read_tokens', (row) => row.cacheReadTokens],
  ['cache_write_tokens', (row) => row.cacheWriteTokens],
  ['cache_write_1h_tokens', (row) => row.cacheWrite1hTokens],
  ['output_tokens', (row) => row.outputTokens],
  ['reasoning_tokens', (row) => row.reasoningTokens],
  ['usage_estimated', (row) => row.usageEstimated],
  ['cost_usd', (row) => (row.costNanoUsd === null ? 'unpriced' : nanoUsdText(row.costNanoUsd))],
  ['ttft_ms', (row) => row.ttftMs],
  ['duration_ms', (row) => row.durationMs],
  ['tokens_per_second', (row) => row.tokensPerSecond],
  ['streamed', (row) => row.streamed],
  ['warnings', (row) => row.warnings.join('; ')],
  ['chars_before', (row) => row.charsBefore],
  ['chars_after', (row) => row.charsAfter],
  ['saved_tokens', (row) => row.savedTokens],
  ['saved_usd', (row) => (row.savedNanoUsd === null ? null : nanoUsdText(row.savedNanoUsd))],
  ['decision', (row) => row.decision],
];

const WRITERS: { readonly [format in ExportFormat]: Writer } = {
  csv: {
    head: csvLine(COLUMNS.map(([title]) => title)),
    row: (row) => csvLine(COLUMNS.map(([, read]) => read(row))),
    tail: '',
  },
  json: {
    head: '[',
    row: (row, first) => `${first ? '' : ','}\n${JSON.stringify(row)}`,
    tail: '\n]\n',
  },
};
