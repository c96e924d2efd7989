import { Boxes, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { DirectProviderType } from '../../../contract/provider-kinds.ts';
import { Button, buttonClass } from '../../components/control/button.tsx';
import { Segmented } from '../../components/control/segmented.tsx';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { QueryView } from '../../components/feedback/query-view.tsx';
import { Page } from '../../components/layout/page.tsx';
import { useAskedAction } from '../../state/asked-action.ts';
import { hrefOf } from '../../state/route.ts';
import { useCall } from '../../state/use-call.ts';
import { DirectModal } from './direct-modal.tsx';
import { KindPicker } from './kind-picker.tsx';
import { ModelTable } from './model-table.tsx';
import { ProviderList } from './provider-list.tsx';

const VIEWS = [
  { value: 'providers', label: 'Providers' },
  { value: 'models', label: 'Models' },
] as const;

export function ProvidersPage() {
  const [view, setView] = useState<'providers' | 'models'>('providers');
  const [adding, setAdding] = useState<'choosing' | DirectProviderType>();
  const close = (): void => setAdding(undefined);
  useAskedAction('add-provider', () => setAdding('choosing'));
  const query = useCall('providers.list', {});
  const actions = <AddButtons onAdd={() => setAdding('choosing')} />;
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
      {adding === 'choosing' && <KindPicker onPick={setAdding} onClose={close} />}
      {adding !== undefined && adding !== 'choosing' && <DirectModal type={adding} onClose={close} />}
    </Page>
  );
}

function AddButtons({ onAdd }: { readonly onAdd: () => void }) {
  return (
    <>
      <Button icon={<Plus size={14} aria-hidden />} onClick={onAdd}>
        Other provider
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
      text="A provider is one Bedrock region, another vendor's API, or a server of your own. Keys go to the system keychain and never into a file."
      actions={actions}
    />
  );
}
