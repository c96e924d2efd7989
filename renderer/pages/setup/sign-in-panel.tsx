import { LogIn } from 'lucide-react';
import type { SignIn, SignInTarget } from '../../../contract/wizard.ts';
import { Button } from '../../components/control/button.tsx';
import { SignInProgress } from './sign-in-progress.tsx';
import { useSignIn } from './use-sign-in.ts';

interface SignInPanelProps {
  readonly target: SignInTarget;
  readonly label: string;
  readonly onDone: (view: SignIn) => void;
}

/** A button that signs in, and what becomes of it. */
export function SignInPanel({ target, label, onDone }: SignInPanelProps) {
  const control = useSignIn(onDone);
  const start = (): void => control.start(target);
  const isIdle = control.view === undefined && control.failure === undefined;
  return (
    <div className="flex flex-col gap-3">
      {isIdle && (
        <div>
          <Button look="primary" icon={<LogIn size={14} aria-hidden />} busy={control.busy} onClick={start}>
            {label}
          </Button>
        </div>
      )}
      <SignInProgress control={control} onRetry={start} />
    </div>
  );
}
