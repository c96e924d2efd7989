import { Copy } from 'lucide-react';
import type { AppStatus } from '../../../contract/app-status.ts';
import { Button } from '../../components/control/button.tsx';
import { Card } from '../../components/layout/card.tsx';
import { Facts } from '../../components/layout/facts.tsx';
import { useTransport } from '../../state/transport-context.ts';
import { useAct } from '../../state/use-act.ts';
import { useCall } from '../../state/use-call.ts';

const KEYCHAINS: Record<AppStatus['keychain'], string> = {
  available: 'The system keychain',
  locked: 'The system keychain, which is locked. Unlock it and try again.',
  missing: 'Memory only: this machine has no keychain. Profiles and SSO need none.',
  hung: 'Memory only: the keychain does not answer.',
  headless: 'Memory only: kRouter was started as a command.',
};

/** How apps get in, and where secrets are. The key itself is copied by the engine and never reaches the page. */
export function AboutCard() {
  const { kind } = useTransport();
  const { data: status } = useCall('status.get', {});
  const copyKey = useAct('key.copy', { done: 'Key copied.' });
  if (status === undefined) return null;
  return (
    <Card
      title="This machine"
      actions={
        kind === 'ipc' && (
          <Button
            icon={<Copy size={14} aria-hidden />}
            busy={copyKey.isPending}
            onClick={() => copyKey.mutate({})}
          >
            Copy key for apps
          </Button>
        )
      }
    >
      <Facts
        facts={[
          ['Version', status.version],
          ['Base URL', status.baseUrl ?? 'Routing is stopped'],
          ['Secrets', KEYCHAINS[status.keychain]],
          ['Runs as', status.desktop ? 'Desktop app' : 'A command, without a window'],
        ]}
      />
    </Card>
  );
}
