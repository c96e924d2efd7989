import type { QueryClient } from '@tanstack/react-query';
import type { AppStatus } from '../../contract/app-status.ts';
import type { BudgetView } from '../../contract/budget.ts';
import type { CallName } from '../../contract/calls.ts';
import type { LiveEvent } from '../../contract/live-event.ts';
import type { LiveRequest, RequestRow } from '../../contract/request-row.ts';
import type { Transport } from '../../contract/transport.ts';
import { finishCheck, recordCheck } from './checks.ts';
import { applyLive, replaceLive } from './live-requests.ts';
import { raiseToast } from './toasts.ts';
import type { Boxed } from './use-call.ts';

/**
 * Feeds the stores from the transport's events until the returned function is called. Meters are gathered and applied
 * once per animation frame, so the cost of a frame does not grow with the number of events.
 */
export function startLiveFeed(transport: Transport, client: QueryClient): () => void {
  const gathered = gatherFrames();
  const stop = transport.subscribe((event) => {
    if (event.type === 'requests-progressed') gathered.progressed(event.requests);
    else if (event.type === 'request-finished') gathered.finished(event.row);
    else if (event.type === 'events-dropped') void reloadAll(transport, client);
    else apply(event, client);
  });
  void loadLive(transport);
  return () => {
    stop();
    gathered.cancel();
  };
}

/** Asks for everything again: after a reconnect the events in between are lost. */
export async function reloadAll(transport: Transport, client: QueryClient): Promise<void> {
  await Promise.all([loadLive(transport), client.invalidateQueries()]);
}

async function loadLive(transport: Transport): Promise<void> {
  const result = await transport.call('requests.live', {});
  if (result.ok) replaceLive(result.value);
}

type OtherEvent = Exclude<LiveEvent, { type: 'requests-progressed' | 'request-finished' | 'events-dropped' }>;

function apply(event: OtherEvent, client: QueryClient): void {
  switch (event.type) {
    case 'status-changed':
      client.setQueryData<Boxed<AppStatus>>(['status.get', {}], { value: event.status });
      return;
    case 'check-progressed':
      recordCheck(event.step);
      return;
    case 'check-finished':
      finishCheck(event.run, event.state);
      return;
    case 'notice-raised':
      raiseToast(event);
      return;
    case 'budget-crossed':
      tellBudget(event.budget);
      void client.invalidateQueries({ queryKey: ['budgets.list'] });
      return;
    case 'budgets-changed':
    case 'regions-changed':
    case 'providers-changed':
    case 'combos-changed':
    case 'settings-changed':
    case 'apps-changed':
      for (const name of STALE[event.type]) void client.invalidateQueries({ queryKey: [name] });
      return;
    default:
      unknownEvent(event);
  }
}

/** A budget that is spent stays on the screen until somebody has seen it. */
function tellBudget({ alert, state }: BudgetView): void {
  if (alert === undefined) return;
  raiseToast({ level: state === 'warned' ? 'warning' : 'error', text: alert.text });
}

const STALE = {
  'budgets-changed': ['budgets.list'],
  'regions-changed': ['regions.list'],
  'providers-changed': ['providers.list', 'models.list', 'combos.list', 'regions.list'],
  'combos-changed': ['combos.list'],
  'settings-changed': ['settings.get'],
  'apps-changed': ['apps.list'],
} as const satisfies Record<string, readonly CallName[]>;

/** Compiles only while every event is handled; one from a newer engine is left alone. */
function unknownEvent(_event: never): void {}

function gatherFrames() {
  let moved = new Map<string, LiveRequest>();
  let ended: RequestRow[] = [];
  let frame = 0;
  const flush = (): void => {
    frame = 0;
    applyLive([...moved.values()], ended);
    moved = new Map();
    ended = [];
  };
  const schedule = (): void => {
    if (frame === 0) frame = requestAnimationFrame(flush);
  };
  return {
    progressed: (requests: readonly LiveRequest[]): void => {
      for (const request of requests) moved.set(request.id, request);
      schedule();
    },
    finished: (row: RequestRow): void => {
      ended.push(row);
      schedule();
    },
    cancel: (): void => cancelAnimationFrame(frame),
  };
}
