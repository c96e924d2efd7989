import { create } from 'zustand';
import type { RequestFilter } from '../../contract/request-row.ts';
import { requestFilterSchema } from '../../contract/request-row.ts';

const KEY = 'krouter.request-filter';

/** The filter of the finished requests. It outlives the page and a reload, not the tab. */
export const useRequestFilter = create<{ readonly filter: RequestFilter }>(() => ({ filter: savedFilter() }));

/** Changes some fields; an empty text or undefined takes the field out. */
export function changeFilter(change: Partial<RequestFilter>): void {
  const filter = compact({ ...useRequestFilter.getState().filter, ...change });
  sessionStorage.setItem(KEY, JSON.stringify(filter));
  useRequestFilter.setState({ filter });
}

export function clearFilter(): void {
  sessionStorage.removeItem(KEY);
  useRequestFilter.setState({ filter: {} });
}

function compact(filter: RequestFilter): RequestFilter {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '');
  return requestFilterSchema.parse(Object.fromEntries(given));
}

function savedFilter(): RequestFilter {
  try {
    return requestFilterSchema.parse(JSON.parse(sessionStorage.getItem(KEY) ?? '{}'));
  } catch {
    return {};
  }
}
