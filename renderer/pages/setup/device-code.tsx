import { useEffect, useRef } from 'react';
import type { SignIn } from '../../../contract/wizard.ts';
import { Button } from '../../components/control/button.tsx';
import { CopyButton } from '../../components/control/copy-button.tsx';
import { useTransport } from '../../state/transport-context.ts';
import { useNow } from '../../state/use-now.ts';
import { OpenLink } from './open-link.tsx';

interface DeviceCodeProps {
  readonly view: SignIn & { readonly userCode: string; readonly url: string };
  readonly onCancel: () => void;
}

/** The code to compare, the page to approve it on, and the time that is left. The desktop opens the page by itself. */
export function DeviceCode({ view: { id, userCode, url, expiresAt }, onCancel }: DeviceCodeProps) {
  useOpenedOnce(id, url);
  return (
    <div className="flex flex-col gap-3 rounded-md border border-line bg-sunken p-4">
      <p>
        Check that the browser shows this code, then allow the access. Nothing is stored here but the sign-in
        itself.
      </p>
      <p className="flex flex-wrap items-center gap-3">
        <output aria-label="Code" className="font-mono text-xl font-semibold tracking-widest">
          {userCode}
        </output>
        <CopyButton text={userCode} label="Copy code" look="quiet" />
        {expiresAt !== undefined && <Countdown until={expiresAt} />}
      </p>
      <p className="flex flex-wrap gap-2">
        <OpenLink url={url} label="Open the sign-in page" />
        <Button onClick={onCancel}>Cancel</Button>
      </p>
      <p className="text-xs wrap-anywhere text-muted">{url}</p>
    </div>
  );
}

/** A second hand for a person, not for a screen reader: it would speak every second. */
function Countdown({ until }: { readonly until: number }) {
  const left = Math.max(0, Math.round((until - useNow()) / 1000));
  const minutes = Math.floor(left / 60);
  return (
    <span role="timer" aria-live="off" className="text-muted tabular-nums">
      {minutes}:{String(left % 60).padStart(2, '0')} left
    </span>
  );
}

function useOpenedOnce(id: string, url: string): void {
  const transport = useTransport();
  const opened = useRef<string>(undefined);
  useEffect(() => {
    if (transport.kind !== 'ipc' || opened.current === id) return;
    opened.current = id;
    void transport.call('shell.openUrl', { url });
  }, [transport, id, url]);
}
