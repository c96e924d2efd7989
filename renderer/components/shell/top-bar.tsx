import { Search } from 'lucide-react';
import type { AppStatus } from '../../../contract/app-status.ts';
import { useConnection } from '../../state/connection.ts';
import { useCall } from '../../state/use-call.ts';
import { CopyButton } from '../control/copy-button.tsx';
import { StateLabel, type Tone } from '../feedback/state-mark.tsx';
import { formatCompact, formatUsd } from '../format/format-number.ts';
import { RoutingSwitch } from './routing-switch.tsx';

const TONES: Record<AppStatus['state'], Tone> = {
  stopped: 'idle',
  running: 'ok',
  busy: 'busy',
  degraded: 'warn',
  error: 'bad',
};

export function TopBar({ onSearch }: { readonly onSearch: () => void }) {
  const { data: status } = useCall('status.get', {});
  const connection = useConnection((state) => state.state);
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-canvas px-6">
      <div role="status" className="min-w-0 flex-1 overflow-hidden">
        {connection === 'lost' ? (
          <StateLabel tone="bad" word="Connection lost. Trying again." className="max-w-full" />
        ) : (
          status !== undefined && (
            <StateLabel tone={TONES[status.state]} word={status.summary} className="max-w-full" />
          )
        )}
      </div>
      {status !== undefined && <Today status={status} />}
      {status?.baseUrl !== undefined && (
        <CopyButton look="quiet" text={status.baseUrl} label="Copy base URL" />
      )}
      {status !== undefined && <RoutingSwitch status={status} />}
      <button
        type="button"
        onClick={onSearch}
        className="inline-flex h-8 shrink-0 items-center gap-2 rounded-md border border-edge/70 bg-surface px-2.5 text-muted hover:text-ink"
      >
        <Search size={14} aria-hidden />
        Search
        <kbd className="rounded-sm bg-sunken px-1 font-sans text-xs">{COMMAND_KEY}</kbd>
      </button>
    </header>
  );
}

const COMMAND_KEY = /Mac/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';

function Today({ status: { today } }: { readonly status: AppStatus }) {
  const unpriced = today.unpriced > 0 ? ` ${formatCompact(today.unpriced)} requests have no price.` : '';
  return (
    <p
      className="shrink-0 text-muted max-[68rem]:hidden"
      title={`Today, by this machine's clock.${unpriced}`}
    >
      Today <span className="font-medium text-ink">{formatCompact(today.tokens)}</span> tok{' '}
      <span className="font-medium text-ink">{formatUsd(today.costUsd)}</span>
      {today.unpriced > 0 && '+'}
    </p>
  );
}
