import type { ProviderView } from '../../../contract/provider-view.ts';
import { moveItem } from '../../components/order/move-item.ts';
import { useAct } from '../../state/use-act.ts';
import { ProviderCard } from './provider-card.tsx';

export function ProviderList({ providers }: { readonly providers: readonly ProviderView[] }) {
  const reorder = useAct('providers.reorder', { refresh: ['providers.list', 'regions.list'] });
  const ids = providers.map(({ config }) => config.id);
  return (
    <ol aria-label="Providers in order" className="flex flex-col gap-2">
      {providers.map((provider, index) => (
        <li key={provider.config.id}>
          <ProviderCard
            provider={provider}
            first={index === 0}
            last={index === providers.length - 1}
            onMove={(step) => reorder.mutate({ ids: [...moveItem(ids, index, index + step)] })}
          />
        </li>
      ))}
    </ol>
  );
}
