import { useMemo } from 'react';
import type { CompressionSample } from '../../../contract/compression-summary.ts';
import { diffLines } from '../../components/diff/diff-lines.ts';
import { DiffPane } from '../../components/diff/diff-pane.tsx';
import { QueryView } from '../../components/feedback/query-view.tsx';
import { formatCount } from '../../components/format/format-number.ts';
import { Card } from '../../components/layout/card.tsx';
import { useCall } from '../../state/use-call.ts';

const EVERY_MS = 10_000;

/** One tool result before and after. */
export function SampleCard() {
  const query = useCall('compression.sample', {}, { every: EVERY_MS });
  return (
    <Card
      title="A sample"
      lead="The last tool result that got shorter. It is held in memory only and gone when kRouter stops."
    >
      <QueryView query={query} loading="Loading the sample">
        {(sample) =>
          sample === undefined ? (
            <p className="text-muted">No tool output has been shortened yet.</p>
          ) : (
            <Sample sample={sample} />
          )
        }
      </QueryView>
    </Card>
  );
}

function Sample({ sample }: { readonly sample: CompressionSample }) {
  const { before, after } = useMemo(() => diffLines(sample.before, sample.after), [sample]);
  return (
    <div className="grid grid-cols-1 gap-3 min-[64rem]:grid-cols-2">
      <DiffPane
        title={`Before: ${sample.kind}, ${formatCount(sample.before.length)} characters`}
        lines={before}
      />
      <DiffPane title={`After, ${formatCount(sample.after.length)} characters`} lines={after} />
    </div>
  );
}
