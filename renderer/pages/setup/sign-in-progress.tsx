import type { SignIn } from '../../../contract/wizard.ts';
import { Button } from '../../components/control/button.tsx';
import { Notice } from '../../components/feedback/notice.tsx';
import { DeviceCode } from './device-code.tsx';
import { RoleChoice } from './role-choice.tsx';
import type { SignInControl } from './use-sign-in.ts';

interface SignInProgressProps {
  readonly control: SignInControl;
  readonly onRetry: () => void;
}

/** A sign-in from its first step to its end; nothing before it has begun. */
export function SignInProgress({ control, onRetry }: SignInProgressProps) {
  const { view, failure, cancel } = control;
  if (failure !== undefined) return <Failed text={failure} onRetry={onRetry} />;
  if (view === undefined) return null;
  return (
    <div className="flex flex-col gap-3">
      {view.output !== undefined && (
        <pre
          tabIndex={0}
          className="max-h-48 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs whitespace-pre-wrap"
        >
          {view.output}
        </pre>
      )}
      <div role="status">
        <State view={view} onRetry={onRetry} onCancel={cancel} />
      </div>
      {view.state === 'choose-role' && <RoleChoice id={view.id} />}
    </div>
  );
}

interface StateProps {
  readonly view: SignIn;
  readonly onRetry: () => void;
  readonly onCancel: () => void;
}

function State({ view, onRetry, onCancel }: StateProps) {
  switch (view.state) {
    case 'starting':
      return <p className="text-muted">Asking for a code…</p>;
    case 'waiting': {
      const { userCode, url } = view;
      if (userCode !== undefined && url !== undefined) {
        return <DeviceCode view={{ ...view, userCode, url }} onCancel={onCancel} />;
      }
      return (
        <p className="flex items-center gap-3">
          Waiting for the browser… <Button onClick={onCancel}>Cancel</Button>
        </p>
      );
    }
    case 'choose-role':
      return null;
    case 'done':
      return (
        <Notice tone="ok">
          <p>You are signed in. Continue below.</p>
        </Notice>
      );
    case 'failed':
      return <Failed text={view.problem ?? 'The sign-in failed.'} onRetry={onRetry} />;
    case 'cancelled':
      return <Failed text="The sign-in was cancelled." onRetry={onRetry} />;
  }
}

function Failed({ text, onRetry }: { readonly text: string; readonly onRetry: () => void }) {
  return (
    <Notice tone="bad">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p>{text}</p>
        <Button onClick={onRetry}>Try again</Button>
      </div>
    </Notice>
  );
}
