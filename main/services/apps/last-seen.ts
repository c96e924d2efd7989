import type { Log } from '../../platform/ports/log.ts';
import type { AppJournal } from './journal/app-journal.ts';
import type { Queue } from './queue.ts';
import { createSightings } from './sightings.ts';
import { allTargets } from './targets/all-targets.ts';

/** When each app's last request came, in milliseconds since 1970. */
export interface LastSeen {
  /** A request of this name has finished. Costs a look into a table. */
  note(app: string, at: number): void;
  of(id: string): Promise<number | undefined>;
  /** Waits for a first request anew. */
  forget(id: string): void;
}

export interface LastSeenParts {
  readonly log: Log;
  onSeen(): void;
}

/** What is written down lags by at most this much, so that requests do not write files. */
const COARSE_MS = 3_600_000;

/** Kept in memory, and coarsely in the journal. */
export function createLastSeen(journal: AppJournal, inTurn: Queue, parts: LastSeenParts): LastSeen {
  const sightings = createSightings(allTargets);
  const latest = new Map<string, number>();
  const written = new Map<string, number>();
  let connected: ReadonlySet<string> = new Set();
  const load = async (): Promise<void> => {
    const { seen, connections } = await journal.read();
    connected = new Set(Object.keys(connections));
    for (const [id, at] of Object.entries(seen)) if (!written.has(id)) written.set(id, at);
  };
  const write = async (id: string, at: number): Promise<void> => {
    await load();
    const isFirst = !Object.hasOwn((await journal.read()).seen, id);
    await journal.update((state) => ({ ...state, seen: { ...state.seen, [id]: at } }));
    if (isFirst) parts.onSeen();
  };
  void inTurn(load).catch(() => undefined);
  return {
    note(app, at) {
      for (const id of sightings.appsNamed(app, (candidate) => connected.has(candidate))) {
        latest.set(id, at);
        const before = written.get(id);
        if (before !== undefined && at - before < COARSE_MS) continue;
        written.set(id, at);
        inTurn(() => write(id, at)).catch((error: unknown) => {
          parts.log.warn('the last request of an app could not be noted', { app: id, error });
        });
      }
    },
    async of(id) {
      await load();
      return latest.get(id) ?? written.get(id);
    },
    forget(id) {
      latest.delete(id);
      written.delete(id);
    },
  };
}
