import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { ConnectedApp } from '../../../contract/connected-app.ts';
import { Button } from '../../components/control/button.tsx';
import { Notice } from '../../components/feedback/notice.tsx';
import { StateLabel, type Tone } from '../../components/feedback/state-mark.tsx';
import { formatAgo } from '../../components/format/format-time.ts';
import { useAct } from '../../state/use-act.ts';
import { useNow } from '../../state/use-now.ts';
import { ConnectModal } from './connect-modal.tsx';
import { GuidedSteps } from './guided-steps.tsx';

const STATES: Record<ConnectedApp['state'], { readonly tone: Tone; readonly word: string }> = {
  connected: { tone: 'ok', word: 'Connected' },
  'not-connected': { tone: 'idle', word: 'Not connected' },
  'changed-by-hand': { tone: 'warn', word: 'Changed by hand' },
  'not-installed': { tone: 'idle', word: 'Not installed' },
};

export function AppCard({ app }: { readonly app: ConnectedApp }) {
  const [open, setOpen] = useState(false);
  return (
    <article
      aria-label={app.name}
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface py-2.5 pr-3 pl-4"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-56 flex-1">
          <h3 className="text-base font-semibold">{app.name}</h3>
          {app.file !== undefined && (
            <code className="font-mono text-xs text-muted wrap-anywhere">{app.file}</code>
          )}
          {app.reason !== undefined && <p className="text-muted">{app.reason}</p>}
        </div>
        {app.way !== 'impossible' && (
          <div className="min-w-32">
            <StateLabel {...STATES[app.state]} />
            {app.state === 'connected' && <LastSeen at={app.lastSeenAt} />}
          </div>
        )}
        <AppActions app={app} open={open} onToggle={() => setOpen(!open)} />
      </div>
      {app.conflict !== undefined && (
        <Notice tone="warn">
          <p>{app.conflict}</p>
        </Notice>
      )}
      {open && <GuidedSteps app={app} />}
    </article>
  );
}

interface AppActionsProps {
  readonly app: ConnectedApp;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function AppActions({ app, open, onToggle }: AppActionsProps) {
  const [connecting, setConnecting] = useState(false);
  const undo = useAct('apps.undo', { refresh: ['apps.list'], done: `${app.name} is as it was before.` });
  const canConnect = app.way === 'one-click' && app.state !== 'connected' && app.state !== 'not-installed';
  const canUndo = app.way === 'one-click' && (app.state === 'connected' || app.state === 'changed-by-hand');
  return (
    <div className="flex items-center gap-2">
      {app.steps.length > 0 && (
        <Button look="quiet" aria-expanded={open} onClick={onToggle}>
          {open ? 'Hide steps' : 'Steps'}
        </Button>
      )}
      {canUndo && (
        <Button
          icon={<Undo2 size={14} aria-hidden />}
          busy={undo.isPending}
          aria-label={`Undo the connection of ${app.name}`}
          onClick={() => undo.mutate({ id: app.id })}
        >
          Undo
        </Button>
      )}
      {canConnect && (
        <Button look="primary" aria-label={`Connect ${app.name}`} onClick={() => setConnecting(true)}>
          Connect
        </Button>
      )}
      {connecting && <ConnectModal app={app} onClose={() => setConnecting(false)} />}
    </div>
  );
}

function LastSeen({ at }: { readonly at: number | undefined }) {
  const now = useNow();
  return (
    <p className="text-xs text-muted">
      {at === undefined ? 'Waiting for its first request' : `Last request ${formatAgo(at, now)}`}
    </p>
  );
}
