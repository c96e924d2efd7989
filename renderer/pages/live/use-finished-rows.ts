import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RequestFilter, RequestRow } from '../../../contract/request-row.ts';
import { CallFailure } from '../../state/call-failure.ts';
import { useLiveRequests } from '../../state/live-requests.ts';
import { matchesFilter } from '../../state/matches-filter.ts';
import { useTransport } from '../../state/transport-context.ts';

const PAGE_ROWS = 100;

/** Rows of the ledger by their start, newest first, page by page; what finished since joins without asking again. */
export function useFinishedRows(filter: RequestFilter) {
  const transport = useTransport();
  const finished = useLiveRequests((state) => state.finished);
  const query = useInfiniteQuery({
    queryKey: ['requests.list', filter],
    initialPageParam: '',
    queryFn: async ({ pageParam }) => {
      const cursor = pageParam === '' ? undefined : pageParam;
      const result = await transport.call('requests.list', { filter, cursor, limit: PAGE_ROWS });
      if (!result.ok) throw new CallFailure(result.error);
      return result.value;
    },
    getNextPageParam: ({ next }) => next,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => {
    const fresh = finished.filter((row) => matchesFilter(row, filter));
    const all = withoutRepeats([...fresh, ...(pages ?? []).flatMap((page) => page.rows)]);
    return all.toSorted((a, b) => b.startedAt - a.startedAt);
  }, [finished, pages, filter]);
  return { query, rows };
}

function withoutRepeats(rows: readonly RequestRow[]): readonly RequestRow[] {
  const seen = new Set<string>();
  return rows.filter(({ id }) => {
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
