import type { CompressionSummary } from '../../../contract/compression-summary.ts';
import { formatCompact, formatCount, formatPercent } from '../../components/format/format-number.ts';

/** What each kind of tool output weighed, and what is left of it. */
export function KindBars({ kinds }: { readonly kinds: CompressionSummary['kinds'] }) {
  const sorted = kinds.toSorted((a, b) => b.before - b.after - (a.before - a.after));
  const largest = Math.max(1, ...kinds.map(({ before }) => before));
  return (
    <table className="w-full">
      <caption className="sr-only">Characters before and after by kind</caption>
      <thead>
        <tr className="text-xs text-muted">
          <th scope="col" className="w-40 py-1 text-left font-normal">
            Kind
          </th>
          <th scope="col" className="py-1 text-left font-normal">
            What is left
          </th>
          <th scope="col" className="w-20 py-1 text-right font-normal">
            Results
          </th>
          <th scope="col" className="w-20 py-1 text-right font-normal">
            Before
          </th>
          <th scope="col" className="w-20 py-1 text-right font-normal">
            After
          </th>
          <th scope="col" className="w-20 py-1 text-right font-normal">
            Saved
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map(({ kind, results, before, after }) => (
          <tr key={kind} className="border-t border-line">
            <th scope="row" className="py-1.5 text-left font-normal">
              {kind}
            </th>
            <td className="py-1.5 pr-4">
              <span
                aria-hidden="true"
                className="block h-2 overflow-hidden rounded-full bg-accent-soft"
                style={{ width: `${(before / largest) * 100}%` }}
              >
                <span
                  className="block h-full rounded-full bg-accent"
                  style={{ width: `${(after / Math.max(1, before)) * 100}%` }}
                />
              </span>
            </td>
            <td className="py-1.5 text-right">{formatCount(results)}</td>
            <td className="py-1.5 text-right">{formatCompact(before)}</td>
            <td className="py-1.5 text-right">{formatCompact(after)}</td>
            <td className="py-1.5 text-right font-medium">
              {formatPercent((before - after) / Math.max(1, before))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
