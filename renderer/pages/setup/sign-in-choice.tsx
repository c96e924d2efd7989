import type { SignIn, SignInOption } from '../../../contract/wizard.ts';
import { Notice } from '../../components/feedback/notice.tsx';
import { StateLabel } from '../../components/feedback/state-mark.tsx';
import { ChoiceCard } from './choice-card.tsx';
import { CommandSignIn } from './command-sign-in.tsx';
import { SignInPanel } from './sign-in-panel.tsx';

interface SignInChoiceProps {
  readonly option: SignInOption;
  /** Ranked first. */
  readonly best: boolean;
  readonly checked: boolean;
  readonly onChoose: () => void;
  readonly onSignedIn: SignedIn;
}

type SignedIn = (view: SignIn) => void;

/** A way that was found on this machine, with what is wrong with it and the way to mend it. */
export function SignInChoice({ option, best, checked, onChoose, onSignedIn }: SignInChoiceProps) {
  const { detail, problem, region } = option;
  return (
    <ChoiceCard
      title={
        <>
          {nameOf(option)}
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
      detail={region === undefined ? detail : `${detail}, region ${region}`}
      checked={checked}
      onChoose={onChoose}
    >
      <div className="flex flex-col gap-3 empty:hidden">
        {problem !== undefined && (
          <Notice tone="warn">
            <p>{problem}</p>
          </Notice>
        )}
        <Renewal option={option} onDone={onSignedIn} />
      </div>
    </ChoiceCard>
  );
}

/** A profile's name alone (`default`) would say little. */
function nameOf({ label, credentials }: SignInOption): string {
  return 'profile' in credentials ? `Profile ${label}` : label;
}

/** A sign-in that ends by itself can be renewed from here. */
function Renewal({ option, onDone }: { readonly option: SignInOption; readonly onDone: SignedIn }) {
  const { kind, credentials } = option;
  const profile = 'profile' in credentials ? credentials.profile : undefined;
  if (kind === 'login') return <CommandSignIn command="login" profile={profile} onDone={onDone} />;
  if (kind !== 'sso' || profile === undefined) return null;
  return (
    <>
      <p className="text-muted">If you are signed in already, just continue.</p>
      <SignInPanel target={{ kind: 'profile', profile }} label="Sign in with the browser" onDone={onDone} />
    </>
  );
}
