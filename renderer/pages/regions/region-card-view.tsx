import type { RegionCard } from '../../../contract/region-card.ts';
import { CUT_TITLE } from '../../components/cut-title.ts';
import { StateLabel } from '../../components/feedback/state-mark.tsx';
import { formatCompact, formatCount } from '../../components/format/format-number.ts';
import { LatencySparkline } from './latency-sparkline.tsx';
import { QuotaMeter } from './quota-meter.tsx';
import { REGION_STATES } from './region-state.ts';
import { TargetList } from './target-list.tsx';

interface RegionCardViewProps {
  readonly card: RegionCard;
  /** When the card was read, for its countdowns. */
  readonly receivedAt: number;
}

export function RegionCardView({ card, receivedAt }: RegionCardViewProps) {
  const requests = card.requests.reduce((sum, count) => sum + count, 0);
  return (
    <article
      aria-label={card.region ?? card.provider}
      className="flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-surface p-4"
    >
      <header className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 {...CUT_TITLE} className="truncate text-lg font-semibold tracking-tight">
            {card.region ?? card.provider}
          </h2>
          <p {...CUT_TITLE} className="truncate text-xs text-muted">
            {card.provider}, {card.type}
          </p>
        </div>
        <StateLabel {...REGION_STATES[card.state]} className="mt-0.5 font-medium" />
      </header>
      <p>{card.why}</p>
      <LatencySparkline card={card} />
      <dl className="grid grid-cols-[repeat(3,auto)] justify-between gap-x-3">
        <Figure label="Requests, 30 min" value={formatCount(requests)} />
        <Figure label="Throttles / min" value={formatCount(card.throttlesPerMinute)} />
        <Figure label="Tokens / min" value={formatCompact(card.tokensPerMinute)} />
      </dl>
      <QuotaMeter used={card.tokensPerMinute} quota={card.quotaTokensPerMinute} />
      <TargetList targets={card.targets} receivedAt={receivedAt} />
      <p className="mt-auto border-t border-line pt-3 text-xs text-muted">{card.residency}</p>
    </article>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className="flex min-w-0 flex-col-reverse justify-end">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="text-base font-semibold">{value}</dd>
    </div>
  );
}
