import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Settings } from '../../../contract/settings.ts';
import { Button } from '../../components/control/button.tsx';
import { IconButton } from '../../components/control/icon-button.tsx';
import { ABSENT, formatUsd } from '../../components/format/format-number.ts';
import { Card } from '../../components/layout/card.tsx';
import { DataTable } from '../../components/table/data-table.tsx';
import { useAskedAction } from '../../state/asked-action.ts';
import { useAct } from '../../state/use-act.ts';
import { PriceModal } from './price-modal.tsx';

type Price = Settings['prices'][string];

/** Prices of the user's own, in the place of the bundled ones. */
export function PriceCard({ prices }: { readonly prices: Settings['prices'] }) {
  const [adding, setAdding] = useState(false);
  useAskedAction('add-price', () => setAdding(true));
  const save = useAct('settings.save', { refresh: ['settings.get'] });
  const rows = Object.entries(prices);
  const remove = (model: string): void =>
    save.mutate({ prices: Object.fromEntries(rows.filter(([name]) => name !== model)) });
  return (
    <Card
      title="Own prices"
      lead="US dollars per million tokens, in the place of the list price"
      flush={rows.length > 0}
      actions={
        <Button icon={<Plus size={14} aria-hidden />} onClick={() => setAdding(true)}>
          Add price
        </Button>
      }
    >
      {rows.length === 0 ? (
        <p className="text-muted">
          Every model costs its list price. Models without one are shown as unpriced, not as free.
        </p>
      ) : (
        <DataTable<[string, Price]>
          caption="Own prices"
          rows={rows}
          rowKey={([model]) => model}
          columns={[
            {
              key: 'model',
              title: 'Model',
              cell: ([model]) => <code className="font-mono text-xs wrap-anywhere">{model}</code>,
            },
            { key: 'input', title: 'Input', align: 'right', cell: ([, { input }]) => formatUsd(input) },
            {
              key: 'read',
              title: 'Cache read',
              align: 'right',
              cell: ([, { cacheRead }]) => optional(cacheRead),
            },
            {
              key: 'write',
              title: 'Cache write',
              align: 'right',
              cell: ([, { cacheWrite5m }]) => optional(cacheWrite5m),
            },
            { key: 'output', title: 'Output', align: 'right', cell: ([, { output }]) => formatUsd(output) },
            {
              key: 'remove',
              title: 'Remove',
              align: 'right',
              cell: ([model]) => (
                <IconButton
                  label={`Remove the price of ${model}`}
                  icon={<Trash2 size={14} aria-hidden />}
                  onClick={() => remove(model)}
                />
              ),
            },
          ]}
        />
      )}
      {adding && (
        <PriceModal
          onSave={(model, price) => save.mutate({ prices: { ...prices, [model]: price } })}
          onClose={() => setAdding(false)}
        />
      )}
    </Card>
  );
}

function optional(price: number | undefined): string {
  return price === undefined ? ABSENT : formatUsd(price);
}
