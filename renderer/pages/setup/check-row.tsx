import type { CheckName, CheckStep } from '../../../contract/check-run.ts';
import type { ProviderConfig } from '../../../contract/config.ts';
import { StateMark, type Tone } from '../../components/feedback/state-mark.tsx';
import { CheckFixButton } from './check-fix-button.tsx';
import type { CheckControl } from './use-check-run.ts';

const TITLES: Record<CheckName, string> = {
  clock: 'Clock',
  credentials: 'Credentials',
  identity: 'Identity',
  models: 'Models',
  answer: 'A streamed answer',
};

const STATES: Record<CheckStep['state'], { readonly tone: Tone; readonly word: string }> = {
  running: { tone: 'busy', word: 'running' },
  ok: { tone: 'ok', word: 'passed' },
  failed: { tone: 'bad', word: 'failed' },
  skipped: { tone: 'idle', word: 'skipped' },
};

interface CheckRowProps {
  readonly step: CheckStep;
  readonly provider: ProviderConfig;
  readonly check: CheckControl;
}

/** What was asked, what AWS said, and the button that helps. */
export function CheckRow({ step, provider, check }: CheckRowProps) {
  const { tone, word } = STATES[step.state];
  return (
    <div className="flex items-start gap-3 px-4 py-2">
      <span className="mt-1">
        <StateMark tone={tone} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap gap-x-3">
          <span className="font-medium">
            {TITLES[step.step]}
            <span className="sr-only">, {word}</span>
          </span>
          <span className="text-muted">{step.asked}</span>
        </p>
        {step.said !== undefined && <p className="wrap-anywhere">{step.said}</p>}
        {step.explanation !== undefined && <p className="text-muted">{step.explanation}</p>}
        {step.state === 'failed' && step.iamAction !== undefined && (
          <p className="text-muted">
            Needs <code className="font-mono text-xs">{step.iamAction}</code>
          </p>
        )}
      </div>
      {step.fix !== undefined && <CheckFixButton fix={step.fix} provider={provider} check={check} />}
    </div>
  );
}
