import type { WizardState } from '../../../contract/wizard.ts';
import { Notice } from '../../components/feedback/notice.tsx';
import { Card } from '../../components/layout/card.tsx';
import { Facts } from '../../components/layout/facts.tsx';
import { geographyOfRegion, residencySentence } from '../../components/residency.ts';
import { useCall } from '../../state/use-call.ts';

/** What was set up, and how apps reach it. */
export function SummaryList({ state: { providers, simulated } }: { readonly state: WizardState }) {
  const { data: status } = useCall('status.get', {});
  return (
    <>
      {simulated && (
        <Notice tone="idle">
          <p>These regions are simulated. They are gone when kRouter stops, and nothing was sent to AWS.</p>
        </Notice>
      )}
      <Card title="Regions">
        <Facts
          facts={providers.map(({ region, scope }) => [
            region,
            residencySentence(scope, region, geographyOfRegion(region)),
          ])}
        />
        {status?.baseUrl !== undefined && (
          <p className="mt-3 text-muted">
            Apps reach them at <code className="font-mono text-xs text-ink">{status.baseUrl}</code>.
          </p>
        )}
      </Card>
    </>
  );
}
