import { useState } from 'react';
import { Button } from '../../components/control/button.tsx';
import { SelectField } from '../../components/control/select-field.tsx';
import { Notice } from '../../components/feedback/notice.tsx';
import { QueryView } from '../../components/feedback/query-view.tsx';
import { useAct } from '../../state/use-act.ts';
import { useCall } from '../../state/use-call.ts';

/** Whom the portal lets in where: the account, then the role in it. */
export function RoleChoice({ id }: { readonly id: string }) {
  const accounts = useCall('signIn.accounts', { id });
  const [chosen, setChosen] = useState<string>();
  const accountId = chosen ?? accounts.data?.[0]?.accountId;
  return (
    <div className="flex flex-col gap-3 rounded-md border border-line bg-sunken p-4">
      <p className="font-medium">You are signed in. Which role shall kRouter use?</p>
      <QueryView query={accounts} loading="Listing the accounts">
        {(listed) =>
          listed.length === 0 ? (
            <Notice tone="warn">
              <p>The portal lists no account for you. Ask an administrator for access to one.</p>
            </Notice>
          ) : (
            <SelectField
              label="Account"
              options={listed.map((account) => ({
                value: account.accountId,
                label: `${account.name} (${account.accountId})`,
              }))}
              value={accountId}
              onChange={(event) => setChosen(event.target.value)}
            />
          )
        }
      </QueryView>
      {accountId !== undefined && <Roles key={accountId} id={id} accountId={accountId} />}
    </div>
  );
}

function Roles({ id, accountId }: { readonly id: string; readonly accountId: string }) {
  const roles = useCall('signIn.roles', { id, accountId });
  const choose = useAct('signIn.choose', { refresh: ['signIn.get'] });
  const [chosen, setChosen] = useState<string>();
  return (
    <QueryView query={roles} loading="Listing the roles">
      {(listed) => {
        const roleName = chosen ?? listed.find((role) => /bedrock/i.test(role)) ?? listed[0];
        return (
          <>
            <SelectField
              label="Role"
              options={listed.map((role) => ({ value: role, label: role }))}
              value={roleName}
              onChange={(event) => setChosen(event.target.value)}
            />
            <div>
              <Button
                look="primary"
                disabled={roleName === undefined}
                busy={choose.isPending}
                onClick={() => roleName !== undefined && choose.mutate({ id, accountId, roleName })}
              >
                Use this role
              </Button>
            </div>
          </>
        );
      }}
    </QueryView>
  );
}
