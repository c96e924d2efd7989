import type { RequestDetail, RequestFilter } from '../../../contract/request-row.ts';
import type { Metering } from '../../metering/metering.ts';
import type { LedgerFilter, LedgerRow } from '../../platform/ports/ledger-store.ts';
import { notFound } from '../call-failure.ts';
import type { Implementations } from '../implementations.ts';
import { exportRequests } from './export-requests.ts';
import { decodeCursor, encodeCursor } from './request-cursor.ts';
import { toLiveRequest, toRequestRow } from './request-views.ts';

type RequestCalls = Implementations<'requests.live' | 'requests.list' | 'requests.get' | 'requests.export'>;

/** Requests in flight and in the ledger. */
export function createRequestCalls({ ledger, live }: Metering): RequestCalls {
  return {
    'requests.live': () => live.list().map(toLiveRequest),
    async 'requests.list'({ filter, cursor, limit }) {
      // One more than asked for: whether there is a next page is known without a page that turns out empty.
      const rows = await ledger.query({
        filter: toLedgerFilter(filter),
        limit: limit + 1,
        after: cursor === undefined ? undefined : decodeCursor(cursor),
      });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const next = rows.length > limit && last !== undefined ? encodeCursor(last) : undefined;
      return { rows: page.map(toRequestRow), next };
    },
    async 'requests.get'({ id }) {
      const row = await ledger.get(id);
      if (row === undefined) throw notFound(`Request ${id}`);
      return toDetail(row);
    },
    'requests.export': ({ filter, format }) =>
      exportRequests(ledger.export(format, toLedgerFilter(filter)), format),
  };
}

function toDetail(row: LedgerRow): RequestDetail {
  const decision: unknown = row.decision === null ? null : JSON.parse(row.decision);
  return { ...toRequestRow(row), decision };
}

function toLedgerFilter({ session, ...filter }: RequestFilter): LedgerFilter {
  return { ...filter, sessionId: session };
}
