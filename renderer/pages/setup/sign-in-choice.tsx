import type { SignInOption } from '../../../contract/wizard.ts';
import { CopyButton } from '../../components/control/copy-button.tsx';
import { Notice } from '../../components/feedback/notice.tsx';
import { StateLabel } from '../../components/feedback/state-mark.tsx';
import { ChoiceCard } from './choice-card.tsx';

interface SignInChoiceProps {
  readonly option: SignInOption;
  /** Ranked first. */
  readonly best: boolean;
  readonly checked: boolean;
  readonly onChoose: () => void;
}

/** A way that was found on this machine, with what is wrong with it and the command that mends it. */
export function SignInChoice({ option, best, checked, onChoose }: SignInChoiceProps) {
  const { label, detail, problem, region } = option;
  const command = signInCommand(option);
  return (
    <ChoiceCard
      title={
        <>
          {label}
          {best && problem === undefined && (
            <span className="ml-2 rounded-sm bg-accent-soft px-1.5 py-0.5 text-xs font-normal">
              Recommended
            </span>
          )}
          {problem !== undefined && (
            <StateLabel tone="warn" word="Needs attention" className="ml-3 text-xs font-normal" />
          )}
        </>
      }
      detail={region === undefined ? detail : `${detail} Region ${region}.`}
      checked={checked}
      onChoose={onChoose}
    >
      {(problem !== undefined || command !== undefined) && (
        <Notice tone={problem === undefined ? 'idle' : 'warn'}>
          {problem !== undefined && <p>{problem}</p>}
          {command !== undefined && (
            <div className="flex flex-wrap items-center justify-between gap-2">
              <p>
                {problem === undefined ? 'If the sign-in has ended, run' : 'Run'}{' '}
                <code className="font-mono text-xs">{command}</code>. It opens your browser.
              </p>
              <CopyButton text={command} label="Copy command" />
            </div>
          )}
        </Notice>
      )}
    </ChoiceCard>
  );
}

/** The command that renews a sign-in, in the user's default browser. */
function signInCommand({ kind, credentials }: SignInOption): string | undefined {
  if (kind !== 'sso' && kind !== 'login') return undefined;
  const profile = 'profile' in credentials ? credentials.profile : undefined;
  const verb = kind === 'sso' ? 'aws sso login' : 'aws login';
  return profile === undefined ? verb : `${verb} --profile ${profile}`;
}
