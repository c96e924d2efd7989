import type { CheckName, CheckStep } from '../../../contract/check-run.ts';
import type { ProviderConfig } from '../../../contract/config.ts';
import { StateMark, type Tone } from '../../components/feedback/state-mark.tsx';
import { formatCount, formatUsd } from '../../components/format/format-number.ts';
import { CheckFixButton } from './check-fix-button.tsx';
import type { CheckControl } from './use-check-run.ts';

const TITLES: Record<CheckName, string> = {
  clock: 'Clock',
  credentials: 'Credentials',
  identity: 'Identity',
  models: 'Models',
  access: 'Access',
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
  readonly onEdit?: () => void;
  /** A step above has said the same: what it means and what helps is not said twice. */
  readonly isRepeated: boolean;
}

/** What was asked, what AWS said, and the button that helps. */
export function CheckRow({ step, provider, check, onEdit, isRepeated }: CheckRowProps) {
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
          {step.api !== undefined && (
            <span className="mt-0.5 font-mono text-xs wrap-anywhere text-muted">{step.api}</span>
          )}
        </p>
        {step.said !== undefined && <p className="wrap-anywhere">{step.said}</p>}
        {step.tokens !== undefined && (
          <p className="text-muted">
            {formatCount(step.tokens.input)} tokens in, {formatCount(step.tokens.output)} out,{' '}
            {step.costUsd === undefined ? 'no price known' : formatUsd(step.costUsd)}
          </p>
        )}
        {step.explanation !== undefined && !isRepeated && <p className="text-muted">{step.explanation}</p>}
        {step.state === 'failed' && step.iamAction !== undefined && (
          <p className="text-muted">
            Needs <code className="font-mono text-xs">{step.iamAction}</code>
          </p>
        )}
        {step.requestId !== undefined && (
          <p className="text-xs wrap-anywhere text-muted">AWS request id {step.requestId}</p>
        )}
      </div>
      {step.fix !== undefined && !isRepeated && (
        <CheckFixButton fix={step.fix} provider={provider} check={check} onEdit={onEdit} />
      )}
    </div>
  );
}
