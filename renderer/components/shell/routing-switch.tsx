import { Pause, Play } from 'lucide-react';
import type { AppStatus } from '../../../contract/app-status.ts';
import { useTransport } from '../../state/transport-context.ts';
import { useAct } from '../../state/use-act.ts';
import { IconButton } from '../control/icon-button.tsx';

/** Starts and stops routing. Only in the desktop window: a page in a browser may not turn the machine's proxy off. */
export function RoutingSwitch({ status }: { readonly status: AppStatus }) {
  const { kind } = useTransport();
  const start = useAct('routing.start', { refresh: ['status.get'] });
  const stop = useAct('routing.stop', { refresh: ['status.get'] });
  if (kind !== 'ipc') return null;
  return status.state === 'stopped' ? (
    <IconButton
      label="Start routing"
      icon={<Play size={15} aria-hidden />}
      disabled={start.isPending}
      onClick={() => start.mutate({})}
    />
  ) : (
    <IconButton
      label="Stop routing"
      icon={<Pause size={15} aria-hidden />}
      disabled={stop.isPending}
      onClick={() => stop.mutate({})}
    />
  );
}
