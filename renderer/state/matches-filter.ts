import type { RequestFilter, RequestRow } from '../../contract/request-row.ts';

/** Whether a row that just finished belongs into the filtered list; the engine applies the same rules. */
export function matchesFilter(row: RequestRow, filter: RequestFilter): boolean {
  return (
    (filter.from === undefined || row.startedAt >= filter.from) &&
    (filter.to === undefined || row.startedAt < filter.to) &&
    isSame(filter.outcome, row.outcome) &&
    isSame(filter.model, row.modelAsked) &&
    isSame(filter.provider, row.provider) &&
    isSame(filter.upstreamModel, row.model) &&
    isSame(filter.region, row.region) &&
    isSame(filter.app, row.app) &&
    isSame(filter.session, row.session) &&
    isFound(filter.search, row)
  );
}

function isSame(wanted: string | undefined, actual: string | undefined): boolean {
  return wanted === undefined || wanted === actual;
}

function isFound(search: string | undefined, row: RequestRow): boolean {
  if (search === undefined) return true;
  const wanted = search.toLowerCase();
  const fields = [row.id, row.modelAsked, row.app, row.errorCode ?? ''];
  return fields.some((field) => field.toLowerCase().includes(wanted));
}
