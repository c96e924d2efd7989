import type { TargetHealthView } from '../../../contract/region-card.ts';
import { CUT_TITLE } from '../../components/cut-title.ts';
import { StateLabel } from '../../components/feedback/state-mark.tsx';
import { ABSENT, formatPercent } from '../../components/format/format-number.ts';
import { formatAgo, formatElapsed, formatMs } from '../../components/format/format-time.ts';
import { useNow } from '../../state/use-now.ts';
import { TARGET_STATES } from './region-state.ts';

interface TargetListProps {
  readonly targets: readonly TargetHealthView[];
  readonly receivedAt: number;
}

/** What the region is like for each model. */
export function TargetList({ targets, receivedAt }: TargetListProps) {
  if (targets.length === 0) return null;
  return (
    <ul className="flex flex-col divide-y divide-line border-t border-line">
      {targets.map((target) => (
        <li key={target.model} className="flex flex-col gap-0.5 py-2">
          <div className="flex items-center justify-between gap-3">
            <span {...CUT_TITLE} className="min-w-0 truncate font-medium">
              {target.model}
            </span>
            <StateLabel {...TARGET_STATES[target.state]} />
          </div>
          <p className="text-xs text-muted">
            {target.why !== 'ready' && target.why}
            {target.reopensInMs !== undefined && <Countdown until={receivedAt + target.reopensInMs} />}
          </p>
          <p className="flex flex-wrap gap-x-3 text-xs text-muted">
            <Term name="score" value={target.score?.toFixed(2) ?? ABSENT} />
            <Term name="first token" value={formatMs(target.ttftMs)} />
            <Term name="success" value={formatPercent(target.successRate)} />
            <Term name="headroom" value={formatPercent(target.headroom)} />
            <LastOk at={target.lastOkAt} />
          </p>
          {target.lastError !== undefined && (
            <p className="text-xs text-bad">Last error: {target.lastError}</p>
          )}
        </li>
      ))}
    </ul>
  );
}

function Term({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <span>
      {name} <span className="text-ink">{value}</span>
    </span>
  );
}

function LastOk({ at }: { readonly at: number | undefined }) {
  return <Term name="last good" value={formatAgo(at, useNow())} />;
}

function Countdown({ until }: { readonly until: number }) {
  const left = until - useNow();
  return (
    <span role="timer" className="text-ink">
      {' '}
      {left > 0 ? `Tried again in ${formatElapsed(left + 999)}.` : 'Tried again with the next request.'}
    </span>
  );
}
