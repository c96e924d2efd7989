import { Boxes, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, buttonClass } from '../../components/control/button.tsx';
import { Segmented } from '../../components/control/segmented.tsx';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { QueryView } from '../../components/feedback/query-view.tsx';
import { Page } from '../../components/layout/page.tsx';
import { hrefOf } from '../../state/route.ts';
import { useCall } from '../../state/use-call.ts';
import { AnthropicModal } from './anthropic-modal.tsx';
import { ModelTable } from './model-table.tsx';
import { ProviderList } from './provider-list.tsx';

const VIEWS = [
  { value: 'providers', label: 'Providers' },
  { value: 'models', label: 'Models' },
] as const;

export function ProvidersPage() {
  const [view, setView] = useState<'providers' | 'models'>('providers');
  const [adding, setAdding] = useState(false);
  const query = useCall('providers.list', {});
  const actions = <AddButtons onAddAnthropic={() => setAdding(true)} />;
  return (
    <Page
      title="Providers"
      lead="Who is called, in this order where nothing else decides."
      actions={
        <>
          <Segmented label="Show" options={VIEWS} value={view} onChange={setView} />
          {actions}
        </>
      }
    >
      {view === 'models' ? (
        <ModelTable />
      ) : (
        <QueryView query={query} loading="Loading providers">
          {(providers) =>
            providers.length === 0 ? (
              <NoProviders actions={actions} />
            ) : (
              <ProviderList providers={providers} />
            )
          }
        </QueryView>
      )}
      {adding && <AnthropicModal onClose={() => setAdding(false)} />}
    </Page>
  );
}

function AddButtons({ onAddAnthropic }: { readonly onAddAnthropic: () => void }) {
  return (
    <>
      <Button icon={<Plus size={14} aria-hidden />} onClick={onAddAnthropic}>
        Anthropic API
      </Button>
      <a href={hrefOf('setup')} className={buttonClass('primary')}>
        <Plus size={14} aria-hidden />
        Bedrock regions
      </a>
    </>
  );
}

function NoProviders({ actions }: { readonly actions: ReactNode }) {
  return (
    <EmptyState
      icon={<Boxes size={18} aria-hidden />}
      title="No providers yet"
      text="A provider is one Bedrock region, or Anthropic's own API. Keys go to the system keychain and never into a file."
      actions={actions}
    />
  );
}
