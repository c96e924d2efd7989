import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Tooltip } from 'radix-ui';
import { useEffect, useRef } from 'react';
import type { Transport } from '../contract/transport.ts';
import { AppShell } from './components/shell/app-shell.tsx';
import { LockedScreen } from './components/shell/locked-screen.tsx';
import { useConnection } from './state/connection.ts';
import { reloadAll, startLiveFeed } from './state/live-feed.ts';
import { TransportContext } from './state/transport-context.ts';
import type { Entry } from './transport/open-transport.ts';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: 1, retryDelay: 400, staleTime: 5_000, networkMode: 'always' },
    // What was sent is not kept: it may be long, and nothing shows it again.
    mutations: { networkMode: 'always', gcTime: 0 },
  },
});

export function App({ entry }: { readonly entry: Entry }) {
  const refused = useConnection(({ state }) => state === 'refused');
  if (entry.state === 'locked') return <LockedScreen used={entry.used} />;
  if (refused) return <LockedScreen used={false} />;
  return (
    <TransportContext value={entry.transport}>
      <QueryClientProvider client={queryClient}>
        <Tooltip.Provider delayDuration={400}>
          <LiveFeed transport={entry.transport} />
          <AppShell />
        </Tooltip.Provider>
      </QueryClientProvider>
    </TransportContext>
  );
}

/** Keeps the stores fed, and asks for everything again when the connection comes back. */
function LiveFeed({ transport }: { readonly transport: Transport }) {
  const state = useConnection((connection) => connection.state);
  const lost = useRef(false);
  useEffect(() => startLiveFeed(transport, queryClient), [transport]);
  useEffect(() => {
    if (state === 'lost') lost.current = true;
    if (state !== 'open' || !lost.current) return;
    lost.current = false;
    void reloadAll(transport, queryClient);
  }, [state, transport]);
  return null;
}
