import { SearchX } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/control/button.tsx';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { Notice } from '../../components/feedback/notice.tsx';
import { Skeleton } from '../../components/feedback/skeleton.tsx';
import { clearFilter, useRequestFilter } from '../../state/request-filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { FinishedTable } from './finished-table.tsx';
import { RequestDrawer } from './request-drawer.tsx';
import { useFinishedRows } from './use-finished-rows.ts';

export function FinishedPanel() {
  const filter = useRequestFilter((state) => state.filter);
  const [opened, setOpened] = useState<string>();
  const { query, rows } = useFinishedRows(filter);
  const filtered = Object.keys(filter).length > 0;
  return (
    <section
      aria-label="Finished requests"
      className="flex min-h-0 flex-1 flex-col rounded-lg border border-line bg-surface"
    >
      <FilterBar filter={filter} />
      {query.isError && (
        <div className="px-4 pb-3">
          <Notice
            tone="bad"
            title="The finished requests could not be loaded."
            actions={<Button onClick={() => void query.refetch()}>Try again</Button>}
          >
            <p role="alert">{query.error.message}</p>
          </Notice>
        </div>
      )}
      {query.isPending && rows.length === 0 && <Skeleton label="Loading finished requests" rows={6} />}
      {!query.isPending && !query.isError && rows.length === 0 && <NoRows filtered={filtered} />}
      {rows.length > 0 && (
        <FinishedTable
          rows={rows}
          onOpen={setOpened}
          onEnd={() => {
            if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
          }}
        />
      )}
      {opened !== undefined && <RequestDrawer id={opened} onClose={() => setOpened(undefined)} />}
    </section>
  );
}

function NoRows({ filtered }: { readonly filtered: boolean }) {
  return filtered ? (
    <EmptyState
      icon={<SearchX size={18} aria-hidden />}
      title="No request matches"
      text="No finished request fits the filter."
      actions={<Button onClick={clearFilter}>Reset the filter</Button>}
    />
  ) : (
    <EmptyState
      icon={<SearchX size={18} aria-hidden />}
      title="No requests yet"
      text="Each request is listed here once it ends, with its tokens, cost and route. Prompts and answers are not kept."
    />
  );
}
