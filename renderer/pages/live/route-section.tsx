import { StateLabel } from '../../components/feedback/state-mark.tsx';
import { ABSENT } from '../../components/format/format-number.ts';
import { formatMs } from '../../components/format/format-time.ts';
import { Section } from '../../components/layout/section.tsx';
import { type DecisionView, excludedByReason, leadSentence } from './decision-view.ts';

/** Why it went where it went. */
export function RouteSection({ decision }: { readonly decision: DecisionView }) {
  return (
    <Section title="Route">
      <p>{leadSentence(decision)}</p>
      <Attempts attempts={decision.attempts} />
      {decision.candidates.length > 0 && <Candidates decision={decision} />}
      {decision.excluded.length > 0 && (
        <ul className="flex flex-col gap-0.5 text-muted">
          {excludedByReason(decision).map(({ targets, reason }) => (
            <li key={reason}>
              Not {targets.join(', ')}: {reason}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Attempts({ attempts }: { readonly attempts: DecisionView['attempts'] }) {
  return (
    <ol className="flex flex-col gap-1.5">
      {attempts.map(({ target, startedAfterMs, tookMs, error }) => (
        <li key={`${startedAfterMs} ${target}`} className="flex flex-col rounded-md bg-sunken px-3 py-1.5">
          <div className="flex items-center justify-between gap-4">
            <StateLabel
              tone={error === undefined ? 'ok' : 'bad'}
              word={target}
              className="min-w-0 truncate"
            />
            <span className="text-muted">{formatMs(tookMs)}</span>
          </div>
          {error !== undefined && (
            <p className="pl-4.5 text-muted">
              {[error.upstream?.status, error.upstream?.name ?? error.code].filter(Boolean).join(' ')}{' '}
              {error.message}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

const TERMS = ['score', 'speed', 'success', 'headroom'] as const;

function Candidates({ decision }: { readonly decision: DecisionView }) {
  return (
    <table className="w-full text-xs">
      <caption className="sr-only">Scores of the candidates</caption>
      <thead>
        <tr className="text-muted">
          <th scope="col" className="py-1 text-left font-normal">
            Candidate
          </th>
          {TERMS.map((term) => (
            <th key={term} scope="col" className="py-1 pl-3 text-right font-normal capitalize">
              {term}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {decision.candidates.map((candidate) => (
          <tr key={candidate.target} className="border-t border-line">
            <th scope="row" className="py-1 text-left font-normal wrap-anywhere">
              {candidate.target}
              {candidate.why !== undefined && candidate.why !== 'ready' && (
                <span className="block text-muted">{candidate.why}</span>
              )}
            </th>
            {TERMS.map((term) => (
              <td key={term} className="py-1 pl-3 text-right align-top">
                {candidate[term]?.toFixed(2) ?? ABSENT}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
