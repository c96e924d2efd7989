import { create } from 'zustand';
import type { LiveRequest, RequestRow } from '../../contract/request-row.ts';

/** Finished rows kept from the events; older ones are asked from the ledger. */
const KEPT_ROWS = 1_000;

interface LiveState {
  readonly byId: ReadonlyMap<string, LiveRequest>;
  /** In the order in which they began, so that rows never jump. Same array while no request came or went. */
  readonly ids: readonly string[];
  /** Newest first. */
  readonly finished: readonly RequestRow[];
}

/** What flows right now. Changed once per animation frame at most; a row listens to its own request only. */
export const useLiveRequests = create<LiveState>(() => ({ byId: new Map(), ids: [], finished: [] }));

/** Replaces everything in flight, e.g. after a reconnect. */
export function replaceLive(requests: readonly LiveRequest[]): void {
  const ended = new Set(useLiveRequests.getState().finished.map(({ id }) => id));
  const flying = requests.filter(({ id }) => !ended.has(id));
  useLiveRequests.setState(arrange(new Map(flying.map((request) => [request.id, request]))));
}

/** One frame's worth of events. */
export function applyLive(moved: readonly LiveRequest[], ended: readonly RequestRow[]): void {
  const { byId, ids, finished } = useLiveRequests.getState();
  const next = new Map(byId);
  for (const request of moved) next.set(request.id, request);
  for (const row of ended) next.delete(row.id);
  const sameIds = next.size === ids.length && ids.every((id) => next.has(id));
  useLiveRequests.setState({
    ...(sameIds ? { byId: next } : arrange(next)),
    ...(ended.length === 0 ? {} : { finished: [...ended.toReversed(), ...finished].slice(0, KEPT_ROWS) }),
  });
}

function arrange(byId: ReadonlyMap<string, LiveRequest>): Pick<LiveState, 'byId' | 'ids'> {
  const ordered = [...byId.values()].sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
  return { byId, ids: ordered.map(({ id }) => id) };
}
