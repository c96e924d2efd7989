import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ComboConfig } from '../../../contract/config.ts';
import { CopyButton } from '../../components/control/copy-button.tsx';
import { IconButton } from '../../components/control/icon-button.tsx';
import { CUT_TITLE } from '../../components/cut-title.ts';
import { ConfirmModal } from '../../components/layout/confirm-modal.tsx';
import { OrderList } from '../../components/order/order-list.tsx';
import { useAct } from '../../state/use-act.ts';
import { AddModel } from './add-model.tsx';
import { ComboTest } from './combo-test.tsx';
import { ResidencySelect } from './residency-select.tsx';

/** Every change is saved at once. */
export function ComboCard({ combo }: { readonly combo: ComboConfig }) {
  const save = useAct('combos.save', { refresh: ['combos.list'] });
  const remove = useAct('combos.remove', { refresh: ['combos.list'], done: `Removed ${combo.id}.` });
  const [removing, setRemoving] = useState(false);
  const shown = save.isPending ? save.variables : combo;
  return (
    <section
      aria-label={combo.id}
      className="flex min-w-0 flex-col gap-3 rounded-lg border border-line bg-surface p-4"
    >
      <header className="flex items-center justify-between gap-2">
        <h2 {...CUT_TITLE} className="min-w-0 truncate text-lg font-semibold tracking-tight">
          {combo.id}
        </h2>
        <div className="flex items-center">
          <CopyButton look="quiet" text={combo.id} label="Copy name" />
          <IconButton
            label={`Remove ${combo.id}`}
            icon={<Trash2 size={15} aria-hidden />}
            onClick={() => setRemoving(true)}
          />
        </div>
      </header>
      <OrderList
        label={`Models of ${combo.id}, in the order in which they are tried`}
        items={shown.models}
        onChange={(models) => save.mutate({ ...combo, models: [...models] })}
        canRemove={shown.models.length > 1}
      />
      <AddModel
        present={shown.models}
        onAdd={(model) => save.mutate({ ...combo, models: [...combo.models, model] })}
      />
      <ResidencySelect
        value={shown.residency}
        onChange={(residency) => save.mutate({ ...combo, residency })}
      />
      <ComboTest id={combo.id} />
      {removing && (
        <ConfirmModal
          title={`Remove ${combo.id}`}
          text="Apps that ask for this name get an error from then on."
          action="Remove"
          onConfirm={() => remove.mutate({ id: combo.id })}
          onClose={() => setRemoving(false)}
        />
      )}
    </section>
  );
}
