import { Layers, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/control/button.tsx';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { QueryView } from '../../components/feedback/query-view.tsx';
import { Page } from '../../components/layout/page.tsx';
import { useAskedAction } from '../../state/asked-action.ts';
import { useCall } from '../../state/use-call.ts';
import { ComboCard } from './combo-card.tsx';
import { NewComboModal } from './new-combo-modal.tsx';

export function CombosPage() {
  const query = useCall('combos.list', {});
  const [adding, setAdding] = useState(false);
  useAskedAction('new-combo', () => setAdding(true));
  const add = (
    <Button look="primary" icon={<Plus size={14} aria-hidden />} onClick={() => setAdding(true)}>
      New combo
    </Button>
  );
  return (
    <Page
      title="Combos"
      lead="One name for several models. They are tried in order until one answers."
      actions={query.data?.length === 0 ? undefined : add}
    >
      <QueryView query={query} loading="Loading combos">
        {(combos) =>
          combos.length === 0 ? (
            <EmptyState
              icon={<Layers size={18} aria-hidden />}
              title="No combos yet"
              text="A combo lets an app ask for one name and get the next model when the first is down, inside one geography if you say so."
              actions={add}
            />
          ) : (
            <div className="grid grid-cols-[repeat(auto-fill,minmax(min(28rem,100%),1fr))] items-start gap-4">
              {combos.map((combo) => (
                <ComboCard key={combo.id} combo={combo} />
              ))}
            </div>
          )
        }
      </QueryView>
      {adding && (
        <NewComboModal taken={query.data?.map(({ id }) => id) ?? []} onClose={() => setAdding(false)} />
      )}
    </Page>
  );
}
