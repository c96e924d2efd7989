import type { AppStatus } from '../../../contract/app-status.ts';
import type { Metering } from '../../metering/metering.ts';
import { toLiveRequest, toRequestRow } from '../requests/request-views.ts';
import type { LiveListener } from './event-hub.ts';

export interface LiveFeedParts {
  readonly metering: Metering;
  status(): Promise<AppStatus>;
  /** Text that changes when a region's state does. */
  healthMark(): string;
}

/** Turns what metering says, at most four times a second, into live events until the returned function is called. */
export function startLiveFeed(parts: LiveFeedParts, emit: LiveListener): () => void {
  const { metering, status, healthMark } = parts;
  let mark = healthMark();
  const tellStatus = createStatusTeller(status, emit);
  return metering.live.subscribe(({ progressed, finished }) => {
    if (progressed.length > 0) {
      emit({ type: 'requests-progressed', requests: progressed.map(toLiveRequest) });
    }
    for (const row of finished) emit({ type: 'request-finished', row: toRequestRow(row) });
    const now = healthMark();
    if (now !== mark) emit({ type: 'regions-changed' });
    mark = now;
    tellStatus();
  });
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
