import { useState } from 'react';
import { CopyButton } from '../../components/control/copy-button.tsx';
import { QueryView } from '../../components/feedback/query-view.tsx';
import { Card } from '../../components/layout/card.tsx';
import { goTo } from '../../state/route.ts';
import { useAct } from '../../state/use-act.ts';
import { useCall } from '../../state/use-call.ts';
import { adminMessage } from './admin-message.ts';
import { type Extra, ExtraChoice } from './extra-choice.tsx';
import { EMPTY_SETUP, loadSetup, useSetup } from './setup-state.ts';
import { StepFrame } from './step-frame.tsx';
import { SummaryList } from './summary-list.tsx';

export function SummaryStep() {
  const { state } = useSetup();
  const [extras, setExtras] = useState<readonly Extra[]>(['list']);
  const providers = state.providers.map(({ id }) => id);
  const policy = useCall('policy.make', { providers, models: [], extras: [...extras] }, { keep: true });
  const finish = useAct('wizard.finish', { refresh: ['providers.list', 'models.list', 'wizard.load'] });
  const done = (): void =>
    finish.mutate(
      { state },
      {
        onSuccess: () => {
          loadSetup(EMPTY_SETUP);
          goTo('live');
        },
      },
    );
  return (
    <StepFrame next="Done" busy={finish.isPending} onNext={done}>
      <SummaryList state={state} />
      <Card
        title="IAM policy"
        lead="Allows these models through these regions, and nothing else"
        actions={
          policy.data !== undefined && (
            <>
              <CopyButton text={policy.data.json} label="Copy policy" />
              <CopyButton text={adminMessage(state, policy.data.json)} label="Send to my admin" />
            </>
          )
        }
      >
        <ExtraChoice extras={extras} onChange={setExtras} />
        <QueryView query={policy} loading="Writing the policy">
          {({ json }) => (
            <pre tabIndex={0} className="max-h-72 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs">
              {json}
            </pre>
          )}
        </QueryView>
        <p className="mt-2 text-xs text-muted">
          Send to my admin copies a message with the policy, ready to paste into a mail or a ticket. It holds
          no secrets.
        </p>
      </Card>
    </StepFrame>
  );
}
