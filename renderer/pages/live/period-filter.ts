import type { RequestFilter } from '../../../contract/request-row.ts';
import type { Option } from '../../components/control/select-field.tsx';
import { formatMoment } from '../../components/format/format-time.ts';

const HOUR = 3_600_000;
const SPANS: Readonly<Record<string, number>> = { hour: HOUR, day: 24 * HOUR, week: 168 * HOUR };
const CHOSEN = 'chosen';

/** The periods on offer; once one is chosen it is named by its beginning. */
export function periodOptions({ from }: RequestFilter): readonly Option[] {
  const chosen =
    from === undefined ? [] : [{ value: CHOSEN, label: `Since ${formatMoment(from, Date.now())}` }];
  return [
    ...chosen,
    { value: '', label: 'Any time' },
    { value: 'hour', label: 'Last hour' },
    { value: 'day', label: 'Last 24 hours' },
    { value: 'week', label: 'Last 7 days' },
  ];
}

export function periodValue({ from }: RequestFilter): string {
  return from === undefined ? '' : CHOSEN;
}

/** The filter's times after a choice. */
export function readPeriod(value: string, filter: RequestFilter): Pick<RequestFilter, 'from' | 'to'> {
  const span = SPANS[value];
  if (span !== undefined) return { from: Date.now() - span, to: undefined };
  return value === CHOSEN ? { from: filter.from, to: filter.to } : { from: undefined, to: undefined };
}
