import type { LiveRequest } from '../../../contract/request-row.ts';
import { StateLabel } from '../../components/feedback/state-mark.tsx';
import { ABSENT, formatRate } from '../../components/format/format-number.ts';
import { formatMs } from '../../components/format/format-time.ts';
import type { Column } from '../../components/table/column.ts';
import { Elapsed } from './elapsed.tsx';
import { TokenMeter } from './token-meter.tsx';

/** Columns of what is in flight. */
export const IN_FLIGHT_COLUMNS: readonly Column<LiveRequest>[] = [
  {
    key: 'phase',
    title: 'State',
    track: '6rem',
    cell: ({ phase }) =>
      phase === 'streaming' ? (
        <StateLabel tone="busy" word="Streaming" />
      ) : (
        <StateLabel tone="idle" word="Waiting" />
      ),
  },
  { key: 'app', title: 'App', track: 'minmax(5rem, 0.7fr)', cell: ({ app }) => app },
  { key: 'model', title: 'Model', track: 'minmax(8rem, 1.4fr)', cell: ({ modelAsked }) => modelAsked },
  {
    key: 'region',
    title: 'Region',
    track: '6.5rem',
    cell: ({ region, provider }) => region ?? provider ?? ABSENT,
  },
  {
    key: 'attempts',
    title: 'Attempts',
    track: '3.75rem',
    align: 'right',
    from: 56,
    cell: ({ attempts }) => attempts,
  },
  {
    key: 'ttft',
    title: 'First token',
    track: '4.5rem',
    align: 'right',
    from: 50,
    cell: ({ ttftMs }) => formatMs(ttftMs),
  },
  {
    key: 'tokens',
    title: 'Output tokens',
    track: 'minmax(7rem, 1fr)',
    align: 'right',
    cell: ({ outputTokens, estimated }) => <TokenMeter tokens={outputTokens} estimated={estimated} />,
  },
  {
    key: 'rate',
    title: 'Tok/s',
    track: '3.25rem',
    align: 'right',
    from: 46,
    cell: ({ tokensPerSecond }) => formatRate(tokensPerSecond),
  },
  {
    key: 'elapsed',
    title: 'Elapsed',
    track: '3.25rem',
    align: 'right',
    cell: ({ startedAt }) => <Elapsed since={startedAt} />,
  },
];
