import { useState } from 'react';
import type { CallInput } from '../../../contract/calls.ts';
import type { WizardState } from '../../../contract/wizard.ts';
import { CopyButton } from '../../components/control/copy-button.tsx';
import { TextField } from '../../components/control/text-field.tsx';
import { QueryView } from '../../components/feedback/query-view.tsx';
import { Card } from '../../components/layout/card.tsx';
import { useCall } from '../../state/use-call.ts';
import { policyModels } from './policy-models.ts';
import { SendToAdmin } from './send-to-admin.tsx';
import { TickList } from './tick-list.tsx';

type Extra = CallInput<'policy.make'>['extras'][number];

const EXTRAS: readonly { readonly value: Extra; readonly label: string }[] = [
  { value: 'list', label: 'List models and profiles' },
  { value: 'bearer', label: 'Use Bedrock API keys' },
  { value: 'marketplace', label: 'First use of a model (Marketplace, remove afterwards)' },
];

/** The smallest policy for what is ticked. */
export function PolicyCard({ state }: { readonly state: WizardState }) {
  const providers = state.providers.map(({ id }) => id);
  const listed = useCall('models.list', {});
  const offered = policyModels(listed.data ?? [], providers);
  const [choices, setChoices] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [extras, setExtras] = useState<readonly Extra[]>(['list']);
  const [account, setAccount] = useState('');
  const models = offered.filter(({ name, isUsual }) => choices.get(name) ?? isUsual).map(({ name }) => name);
  const policy = useCall(
    'policy.make',
    { providers, models, extras: [...extras], account: /^\d{12}$/.test(account) ? account : undefined },
    { keep: true, enabled: listed.isSuccess },
  );
  const json = policy.data?.json;
  return (
    <Card
      title="IAM policy"
      lead="Allows what is ticked, through these regions, and nothing else"
      actions={
        json !== undefined && (
          <>
            <CopyButton text={json} label="Copy policy" />
            <SendToAdmin state={state} policy={json} />
          </>
        )
      }
    >
      <div className="mb-3 flex flex-col gap-3">
        <TickList
          legend="Models"
          ticks={offered.map(({ name, displayName }) => ({ value: name, label: displayName }))}
          chosen={models}
          onToggle={(name, chosen) => setChoices(new Map(choices).set(name, chosen))}
        />
        <TickList
          legend="Also allow"
          ticks={EXTRAS}
          chosen={extras}
          onToggle={(value, chosen) =>
            setExtras(
              EXTRAS.map((extra) => extra.value).filter((each) =>
                each === value ? chosen : extras.includes(each),
              ),
            )
          }
        />
        <div className="max-w-56">
          <TextField
            label="Account number"
            hint="12 digits. Empty: any account."
            inputMode="numeric"
            maxLength={12}
            value={account}
            onChange={(event) => setAccount(event.target.value)}
          />
        </div>
      </div>
      <QueryView query={policy} loading="Writing the policy">
        {(made) => (
          <pre tabIndex={0} className="max-h-72 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs">
            {made.json}
          </pre>
        )}
      </QueryView>
      <p className="mt-2 text-xs text-muted">
        Send to my admin opens a draft in your mail program; a long policy is shortened there to what is
        missing. Copy message has all of it, for a ticket. Neither holds a secret.
      </p>
    </Card>
  );
}
