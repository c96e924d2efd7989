import { Shrink } from 'lucide-react';
import type { CompressionSummary } from '../../../contract/compression-summary.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { QueryView } from '../../components/feedback/query-view.tsx';
import {
  formatCompact,
  formatCount,
  formatPercent,
  formatUsd,
} from '../../components/format/format-number.ts';
import { Card } from '../../components/layout/card.tsx';
import { Page } from '../../components/layout/page.tsx';
import { useCall } from '../../state/use-call.ts';
import { KindBars } from './kind-bars.tsx';
import { LevelChoice } from './level-choice.tsx';
import { SampleCard } from './sample-card.tsx';

const EVERY_MS = 10_000;

export function CompressionPage() {
  const query = useCall('compression.summary', {}, { every: EVERY_MS });
  return (
    <Page
      title="Compression"
      lead="Tool output is shortened before it is billed. What you and the model write is never touched."
    >
      <LevelChoice />
      <QueryView query={query} loading="Loading what was saved">
        {(summary) => (summary.charsBefore === 0 ? <NothingYet /> : <Saved summary={summary} />)}
      </QueryView>
      <SampleCard />
    </Page>
  );
}

function Saved({ summary }: { readonly summary: CompressionSummary }) {
  const { requests, charsBefore, charsAfter, kinds, savedTokens, savedUsd } = summary;
  return (
    <Card
      title={`${formatPercent((charsBefore - charsAfter) / charsBefore)} less tool output`}
      lead={`${formatCompact(charsBefore - charsAfter)} of ${formatCompact(charsBefore)} characters saved in ${formatCount(requests)} requests since the start${savedWords(savedTokens, savedUsd)}`}
    >
      <KindBars kinds={kinds} />
    </Card>
  );
}

/** In tokens and dollars, where the providers told enough to know. */
function savedWords(tokens: number | undefined, usd: number | undefined): string {
  if (tokens === undefined) return '';
  return `: about ${formatCompact(tokens)} input tokens${usd === undefined ? '' : `, ${formatUsd(usd)}`}`;
}

function NothingYet() {
  return (
    <Card>
      <EmptyState
        icon={<Shrink size={18} aria-hidden />}
        title="Nothing saved yet"
        text="Once an app sends tool output such as file listings, test logs or diffs, what was saved is shown by kind."
      />
    </Card>
  );
}
