import { Boxes } from 'lucide-react';
import type { ModelView } from '../../../contract/model-view.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { QueryView } from '../../components/feedback/query-view.tsx';
import { ABSENT, formatCompact, formatUsd } from '../../components/format/format-number.ts';
import { Card } from '../../components/layout/card.tsx';
import { DataTable } from '../../components/table/data-table.tsx';
import { useCall } from '../../state/use-call.ts';

interface ModelTableProps {
  /** Only these providers' models; absent: all. */
  readonly providers?: readonly string[];
}

/** What can be asked for, and what is then called. */
export function ModelTable({ providers }: ModelTableProps) {
  const query = useCall('models.list', {});
  return (
    <QueryView query={query} loading="Loading models">
      {(models) => {
        const rows =
          providers === undefined ? models : models.filter(({ provider }) => providers.includes(provider));
        return rows.length === 0 ? <NoModels /> : <Models rows={rows} />;
      }}
    </QueryView>
  );
}

function Models({ rows }: { readonly rows: readonly ModelView[] }) {
  return (
    <Card flush>
      <DataTable
        caption="Models"
        rows={rows}
        rowKey={({ provider, name, id }) => `${provider} ${name} ${id}`}
        columns={[
          { key: 'name', title: 'Ask for', cell: NameCell },
          {
            key: 'id',
            title: 'Called',
            cell: ({ id }) => <code className="block min-w-44 font-mono text-xs wrap-anywhere">{id}</code>,
          },
          { key: 'where', title: 'Region and scope', cell: WhereCell },
          { key: 'price', title: 'In / out per million', align: 'right', cell: priceOf },
          {
            key: 'context',
            title: 'Context',
            align: 'right',
            cell: ({ contextTokens }) => formatCompact(contextTokens),
          },
          { key: 'status', title: 'Status', cell: ({ notice }) => notice ?? 'Available' },
        ]}
      />
    </Card>
  );
}

function WhereCell({ region, provider, scope }: ModelView) {
  return (
    <span className="whitespace-nowrap">
      {region ?? provider}
      <span className="block text-xs text-muted">{SCOPES[scope] ?? scope}</span>
    </span>
  );
}

const SCOPES: Readonly<Record<string, string>> = {
  'in-region': 'In region',
  geo: 'Geography',
  global: 'Global',
};

function NameCell({ name, displayName }: ModelView) {
  return (
    <>
      <span className="font-medium">{displayName}</span>
      <code className="block min-w-48 font-mono text-xs text-muted wrap-anywhere">{name}</code>
    </>
  );
}

function priceOf({ price }: ModelView): string {
  return price === undefined ? ABSENT : `${formatUsd(price.input)} / ${formatUsd(price.output)}`;
}

function NoModels() {
  return (
    <EmptyState
      icon={<Boxes size={18} aria-hidden />}
      title="No models"
      text="A provider lists its models once its credentials work. Check the provider to see what it answers."
    />
  );
}
