import { Play, RotateCw, Square } from 'lucide-react';
import type { CheckRun, CheckStep } from '../../../contract/check-run.ts';
import type { ProviderConfig } from '../../../contract/config.ts';
import { Button } from '../../components/control/button.tsx';
import { Notice } from '../../components/feedback/notice.tsx';
import { StateLabel, type Tone } from '../../components/feedback/state-mark.tsx';
import { CheckRow } from './check-row.tsx';
import type { CheckControl } from './use-check-run.ts';

const STATES: Record<CheckRun['state'], { readonly tone: Tone; readonly word: string }> = {
  running: { tone: 'busy', word: 'Checking' },
  passed: { tone: 'ok', word: 'Works' },
  failed: { tone: 'bad', word: 'Does not work yet' },
  cancelled: { tone: 'idle', word: 'Skipped' },
};

interface CheckCardProps {
  readonly provider: ProviderConfig;
  readonly check: CheckControl;
  readonly onEdit?: () => void;
}

/** The checks of one region as they go. */
export function CheckCard({ provider, check, onEdit }: CheckCardProps) {
  const { run, failure } = check;
  const steps = run?.steps ?? [];
  return (
    <section
      aria-label={`Checks of ${nameOf(provider)}`}
      className="rounded-lg border border-line bg-surface"
    >
      <header className="flex items-center gap-4 py-2 pr-2 pl-4">
        <h3 className="flex-1 text-base font-semibold">{nameOf(provider)}</h3>
        <span role="status">
          {run !== undefined && <StateLabel {...STATES[run.state]} className="font-medium" />}
        </span>
        <RunButton check={check} />
      </header>
      {failure !== undefined && (
        <div className="px-4 pb-3">
          <Notice tone="bad" title="The check could not begin.">
            <p>{failure}</p>
          </Notice>
        </div>
      )}
      <ol className="divide-y divide-line border-t border-line empty:hidden">
        {steps.map((step, index) => (
          <li key={step.step}>
            <CheckRow
              step={step}
              provider={provider}
              check={check}
              onEdit={onEdit}
              isRepeated={saysTheSame(step, steps.slice(0, index))}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

function RunButton({ check }: { readonly check: CheckControl }) {
  if (check.run?.state === 'running') {
    return (
      <Button look="quiet" icon={<Square size={13} aria-hidden />} onClick={check.cancel}>
        Skip
      </Button>
    );
  }
  const again = check.run !== undefined;
  return (
    <Button
      look="quiet"
      icon={again ? <RotateCw size={14} aria-hidden /> : <Play size={14} aria-hidden />}
      onClick={() => check.start()}
    >
      {again ? 'Check again' : 'Check'}
    </Button>
  );
}

/** One closed door is met by every step that has to pass it. */
function saysTheSame({ explanation, fix }: CheckStep, before: readonly CheckStep[]): boolean {
  return (
    explanation !== undefined &&
    before.some((other) => other.explanation === explanation && other.fix?.label === fix?.label)
  );
}

function nameOf(provider: ProviderConfig): string {
  return provider.type === 'bedrock' ? provider.region : provider.id;
}
