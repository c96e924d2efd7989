import { invalidRequest } from '../../core/app-error.ts';
import type { Query } from '../../core/client-protocol.ts';

/** Google's own largest page. */
const LARGEST_PAGE = 1000;

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Asks for the next page; undefined after the last. */
  readonly nextPageToken?: string;
}

/** The page that `pageSize` and `pageToken` ask for: everything, for clients that ask for nothing. @throws AppError */
export function pageOf<Item>(all: readonly Item[], query: Query): Page<Item> {
  const from = readToken(query['pageToken'] ?? query['page_token']);
  const to = from + readSize(query['pageSize'] ?? query['page_size']);
  const items = all.slice(from, to);
  return to < all.length ? { items, nextPageToken: String(to) } : { items };
}

function readSize(text: string | undefined): number {
  if (text === undefined || text === '' || text === '0') return LARGEST_PAGE;
  const size = Number(text);
  if (Number.isInteger(size) && size > 0) return Math.min(size, LARGEST_PAGE);
  throw invalidRequest('pageSize', 'pageSize must be a whole number.');
}

function readToken(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw invalidRequest('pageToken', 'pageToken is none that kRouter gave out.');
}
