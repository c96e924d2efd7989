import { LogIn } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type SignIn, signInTargetSchema } from '../../../contract/wizard.ts';
import { Button } from '../../components/control/button.tsx';
import { TextField } from '../../components/control/text-field.tsx';
import { SignInProgress } from './sign-in-progress.tsx';
import { useSignIn } from './use-sign-in.ts';

/** An access portal that no profile names yet. */
export function PortalForm({ onDone }: { readonly onDone: (view: SignIn) => void }) {
  const [startUrl, setStartUrl] = useState('');
  const [region, setRegion] = useState('');
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const control = useSignIn(onDone);
  const isIdle = control.view === undefined || control.failure !== undefined;
  const start = (): void => {
    const target = signInTargetSchema.safeParse({
      kind: 'portal',
      startUrl: startUrl.trim(),
      region: region.trim(),
    });
    const issues = target.success ? [] : target.error.issues;
    setFaults(new Map(issues.map(({ path, message }) => [String(path[0]), message])));
    if (target.success) control.start(target.data);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    start();
  };
  return (
    <div className="flex flex-col gap-3">
      <form onSubmit={submit} className="flex flex-col gap-3">
        <div className="grid grid-cols-[minmax(0,1fr)_12rem] gap-3">
          <TextField
            label="Portal address"
            hint="As in the welcome mail: https://….awsapps.com/start"
            placeholder="https://example.awsapps.com/start"
            value={startUrl}
            error={faults.get('startUrl')}
            onChange={(event) => setStartUrl(event.target.value)}
          />
          <TextField
            label="Its region"
            hint="Of IAM Identity Center."
            placeholder="us-east-1"
            value={region}
            error={faults.get('region')}
            onChange={(event) => setRegion(event.target.value)}
          />
        </div>
        <div>
          <Button
            type="submit"
            look={isIdle ? 'primary' : 'plain'}
            icon={<LogIn size={14} aria-hidden />}
            busy={control.busy}
          >
            Sign in with the browser
          </Button>
        </div>
      </form>
      <SignInProgress control={control} onRetry={start} />
    </div>
  );
}
