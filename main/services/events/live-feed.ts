import type { AppStatus } from '../../../contract/app-status.ts';
import type { Metering } from '../../metering/metering.ts';
import type { TargetHealth } from '../../routing/describe-health.ts';
import { findOutages } from '../regions/outages.ts';
import { toLiveRequest, toRequestRow } from '../requests/request-views.ts';
import type { LiveListener } from './event-hub.ts';

export interface LiveFeedParts {
  readonly metering: Metering;
  status(): Promise<AppStatus>;
  health(): readonly TargetHealth[];
}

/** Turns what metering says, at most four times a second, into live events until the returned function is called. */
export function startLiveFeed(parts: LiveFeedParts, emit: LiveListener): () => void {
  const { metering, status, health } = parts;
  const tellHealth = createHealthTeller(health, emit);
  const tellStatus = createStatusTeller(status, emit);
  return metering.live.subscribe(({ progressed, finished }) => {
    if (progressed.length > 0) {
      emit({ type: 'requests-progressed', requests: progressed.map(toLiveRequest) });
    }
    for (const row of finished) emit({ type: 'request-finished', row: toRequestRow(row) });
    tellHealth();
    tellStatus();
  });
}

/** Emits that regions have changed, and a notice for each provider that has just stopped answering. */
function createHealthTeller(health: LiveFeedParts['health'], emit: LiveListener): () => void {
  let mark = markOf(health());
  let outages = findOutages(health());
  return () => {
    const now = health();
    if (markOf(now) === mark) return;
    mark = markOf(now);
    emit({ type: 'regions-changed' });
    const found = findOutages(now);
    for (const [provider, why] of found) {
      if (outages.has(provider)) continue;
      emit({ type: 'notice-raised', level: 'warning', text: `${provider} does not answer: ${why}` });
    }
    outages = found;
  };
}

/** Text that changes when the state of any target does. */
function markOf(health: readonly TargetHealth[]): string {
  return health.map(({ target, state }) => `${target} ${state}`).join('\n');
}

/** Emits the status when it differs from the last one; a question under way is not asked twice. */
function createStatusTeller(status: () => Promise<AppStatus>, emit: LiveListener): () => void {
  let last = '';
  let isAsking = false;
  return () => {
    if (isAsking) return;
    isAsking = true;
    const tell = (now: AppStatus): void => {
      const text = JSON.stringify(now);
      if (text !== last) emit({ type: 'status-changed', status: now });
      last = text;
    };
    void status()
      .then(tell, () => undefined)
      .finally(() => {
        isAsking = false;
      });
  };
}
