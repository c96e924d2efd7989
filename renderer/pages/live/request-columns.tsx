import type { RequestRow } from '../../../contract/request-row.ts';
import { StateLabel } from '../../components/feedback/state-mark.tsx';
import { ABSENT, formatCompact, formatRate, formatUsd } from '../../components/format/format-number.ts';
import { formatMoment, formatMs } from '../../components/format/format-time.ts';
import type { Column } from '../../components/table/column.ts';
import { outcomeOf } from './request-outcome.ts';

/** Columns of the finished requests, the less telling ones only where there is room. */
export const REQUEST_COLUMNS: readonly Column<RequestRow>[] = [
  { key: 'time', title: 'Time', track: '4.75rem', cell: (row) => formatMoment(row.startedAt, Date.now()) },
  {
    key: 'outcome',
    title: 'State',
    track: '5.25rem',
    cell: (row) => <StateLabel {...outcomeOf(row)} />,
  },
  { key: 'app', title: 'App', track: 'minmax(5rem, 0.7fr)', cell: (row) => row.app },
  { key: 'model', title: 'Model', track: 'minmax(8rem, 1.6fr)', cell: (row) => row.modelAsked },
  { key: 'region', title: 'Region', track: '6.5rem', cell: (row) => row.region ?? row.provider ?? ABSENT },
  { key: 'dialect', title: 'Format', track: '6.5rem', from: 100, cell: (row) => row.dialect },
  { key: 'session', title: 'Session', track: '7rem', from: 110, cell: (row) => row.session ?? ABSENT },
  {
    key: 'attempts',
    title: 'Attempts',
    track: '3.75rem',
    align: 'right',
    from: 76,
    cell: (row) => row.attempts,
  },
  {
    key: 'input',
    title: 'Input',
    track: '3.75rem',
    align: 'right',
    from: 66,
    cell: (row) => formatCompact(row.tokens.input),
  },
  {
    key: 'cached',
    title: 'Cached',
    track: '3.75rem',
    align: 'right',
    from: 66,
    cell: (row) => formatCompact(row.tokens.cacheRead),
  },
  {
    key: 'output',
    title: 'Output',
    track: '3.5rem',
    align: 'right',
    from: 46,
    cell: (row) => formatCompact(row.tokens.output),
  },
  {
    key: 'ttft',
    title: 'First token',
    track: '4.5rem',
    align: 'right',
    from: 58,
    cell: (row) => formatMs(row.ttftMs),
  },
  {
    key: 'rate',
    title: 'Tok/s',
    track: '3.25rem',
    align: 'right',
    from: 58,
    cell: (row) => formatRate(row.tokensPerSecond),
  },
  {
    key: 'duration',
    title: 'Duration',
    track: '4.5rem',
    align: 'right',
    from: 51,
    cell: (row) => formatMs(row.durationMs),
  },
  { key: 'cost', title: 'Cost', track: '4rem', align: 'right', cell: (row) => formatUsd(row.costUsd) },
];
