import { Mail } from 'lucide-react';
import type { WizardState } from '../../../contract/wizard.ts';
import { Button, buttonClass } from '../../components/control/button.tsx';
import { CopyButton } from '../../components/control/copy-button.tsx';
import { useTransport } from '../../state/transport-context.ts';
import { useAct } from '../../state/use-act.ts';
import { adminMail, mailHref } from './admin-mail.ts';
import { adminMessage } from './admin-message.ts';
import { useMissingRights } from './missing-rights.ts';

interface SendToAdminProps {
  readonly state: WizardState;
  readonly policy: string;
}

/** A draft in the user's own mail program, and the same message in full for a ticket. */
export function SendToAdmin({ state, policy }: SendToAdminProps) {
  const transport = useTransport();
  const open = useAct('shell.openMail');
  const missing = useMissingRights(state.providers.map(({ id }) => id));
  const mail = adminMail(state, policy, missing);
  const icon = <Mail size={14} aria-hidden />;
  return (
    <>
      <CopyButton text={adminMessage(state, policy, missing)} label="Copy message" />
      {transport.kind === 'http' ? (
        <a href={mailHref(mail)} className={buttonClass('plain')}>
          {icon}
          Send to my admin
        </a>
      ) : (
        <Button icon={icon} onClick={() => open.mutate({ subject: mail.subject, body: mail.body })}>
          Send to my admin
        </Button>
      )}
    </>
  );
}
