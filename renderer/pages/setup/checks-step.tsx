import { useEffect } from 'react';
import type { BedrockProviderConfig } from '../../../contract/config.ts';
import { useAct } from '../../state/use-act.ts';
import { CheckCard } from './check-card.tsx';
import { changeSetup, useSetup } from './setup-state.ts';
import { StepFrame } from './step-frame.tsx';
import { useCheckRun } from './use-check-run.ts';

export function ChecksStep() {
  const { state, pasted } = useSetup();
  const finish = useAct('wizard.finish', { refresh: ['providers.list', 'models.list', 'regions.list'] });
  const save = (): void =>
    finish.mutate({ state, pasted }, { onSuccess: () => changeSetup({ step: 'models' }) });
  return (
    <StepFrame next="Save and continue" busy={finish.isPending} onNext={save}>
      <ul className="flex flex-col gap-3">
        {state.providers.map((provider) => (
          <li key={provider.id}>
            <PlannedCheck provider={provider} pasted={pasted} />
          </li>
        ))}
      </ul>
      <p className="text-muted">
        A region that fails can be saved all the same. It is left out until it works.
      </p>
    </StepFrame>
  );
}

interface PlannedCheckProps {
  readonly provider: BedrockProviderConfig;
  readonly pasted: string | undefined;
}

function PlannedCheck({ provider, pasted }: PlannedCheckProps) {
  const signedIn = useSetup(({ state }) => state.credentials);
  const planned = signedIn === undefined ? provider : { ...provider, credentials: signedIn };
  const check = useCheckRun(planned, pasted);
  const idle = check.run === undefined && check.failure === undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins once, when the step is first shown
  useEffect(() => {
    if (idle) check.start();
  }, []);
  return <CheckCard provider={planned} check={check} />;
}
