import { Page } from '../../components/layout/page.tsx';
import { FinishedPanel } from './finished-panel.tsx';
import { InFlightPanel } from './in-flight-panel.tsx';
import { LiveSummary } from './live-summary.tsx';

export function LivePage() {
  return (
    <Page title="Live" fills actions={<LiveSummary />}>
      <InFlightPanel />
      <FinishedPanel />
    </Page>
  );
}
