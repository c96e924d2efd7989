import { Page } from '../../components/layout/page.tsx';
import { useLiveRequests } from '../../state/live-requests.ts';
import { useCall } from '../../state/use-call.ts';
import { FinishedPanel } from './finished-panel.tsx';
import { InFlightPanel } from './in-flight-panel.tsx';
import { LiveSummary } from './live-summary.tsx';
import { Welcome } from './welcome.tsx';

export function LivePage() {
  const isFirst = useIsFirstStart();
  return (
    <Page title="Live" fills actions={isFirst ? undefined : <LiveSummary />}>
      {isFirst ? (
        <Welcome />
      ) : (
        <>
          <InFlightPanel />
          <FinishedPanel />
        </>
      )}
    </Page>
  );
}

/** No provider, and no request that would tell of an earlier one. */
function useIsFirstStart(): boolean {
  const providers = useCall('providers.list', {});
  const requests = useCall(
    'requests.list',
    { filter: {}, limit: 1 },
    { enabled: providers.data?.length === 0 },
  );
  const inFlight = useLiveRequests((state) => state.ids.length);
  return providers.data?.length === 0 && requests.data?.rows.length === 0 && inFlight === 0;
}
