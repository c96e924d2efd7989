import { QueryView } from '../../components/feedback/query-view.tsx';
import { Page } from '../../components/layout/page.tsx';
import { useCall } from '../../state/use-call.ts';
import { AboutCard } from './about-card.tsx';
import { AppearanceCard } from './appearance-card.tsx';
import { EngineForm } from './engine-form.tsx';
import { PriceCard } from './price-card.tsx';

export function SettingsPage() {
  const query = useCall('settings.get', {});
  return (
    <Page title="Settings" lead="Kept in one file on this machine. Secrets are never part of it.">
      <div className="grid grid-cols-1 items-start gap-4 min-[70rem]:grid-cols-2">
        <QueryView query={query} loading="Loading settings">
          {(settings) => (
            <>
              <EngineForm settings={settings} />
              <div className="flex flex-col gap-4">
                <AppearanceCard />
                <PriceCard prices={settings.prices} />
                <AboutCard />
              </div>
            </>
          )}
        </QueryView>
      </div>
    </Page>
  );
}
