import type { ReactNode } from 'react';
import type { LiveRequest } from '../../../contract/request-row.ts';
import { formatCompact, formatCount, formatRate, formatUsd } from '../../components/format/format-number.ts';
import { useLiveRequests } from '../../state/live-requests.ts';
import { useCall } from '../../state/use-call.ts';

/** What flows right now and what the day adds up to. */
export function LiveSummary() {
  const count = useLiveRequests((state) => state.ids.length);
  const rate = useLiveRequests((state) => Math.round(totalRate(state.byId) * 10) / 10);
  const { data: status } = useCall('status.get', {});
  return (
    <dl className="flex shrink-0 flex-wrap gap-x-10 gap-y-2">
      <Figure label="In flight">{formatCount(count)}</Figure>
      <Figure label="Output, tokens/s">{formatRate(rate)}</Figure>
      <Figure label="Tokens today">{formatCompact(status?.today.tokens)}</Figure>
      <Figure label="Cost today">
        {formatUsd(status?.today.costUsd)}
        {status !== undefined && status.today.unpriced > 0 && (
          <span className="ml-2 text-sm font-normal text-muted">
            {formatCount(status.today.unpriced)} unpriced
          </span>
        )}
      </Figure>
    </dl>
  );
}

function Figure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-w-24 flex-col-reverse">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="text-xl font-semibold tracking-tight">{children}</dd>
    </div>
  );
}

function totalRate(requests: ReadonlyMap<string, LiveRequest>): number {
  let rate = 0;
  for (const { tokensPerSecond } of requests.values()) rate += tokensPerSecond ?? 0;
  return rate;
}
