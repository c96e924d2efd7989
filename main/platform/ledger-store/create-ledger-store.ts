import type { Clock } from '../ports/clock.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { Log } from '../ports/log.ts';
import { createMemoryLedgerStore } from './memory-ledger-store.ts';
import { isMalformed, openLedgerFile } from './open-ledger-file.ts';
import { setAside } from './set-aside.ts';
import { createSqliteLedgerStore } from './sqlite-ledger-store.ts';

export interface LedgerStoreOptions {
  /** The database file, e.g. `<data dir>/ledger.sqlite`. */
  readonly path: string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The ledger's store. Nothing is loaded or opened before the first call. A damaged file is set aside and a new one
 * begun; where no file can be used the rows stay in memory, with a warning, and the service goes on.
 */
export function createLedgerStore(options: LedgerStoreOptions): LedgerStore {
  let opening: Promise<LedgerStore> | undefined;
  let place: LedgerStore['place'] = 'unopened';
  const settle = (store: LedgerStore): LedgerStore => {
    place = store.place;
    return store;
  };
  const opened = (): Promise<LedgerStore> => {
    opening ??= open(options).then(settle);
    return opening;
  };
  const guarded = async <T>(job: (store: LedgerStore) => Promise<T>): Promise<T> => {
    const store = await opened();
    try {
      return await job(store);
    } catch (error) {
      if (!isMalformed(error)) throw error;
      opening = Promise.resolve(settle(moveToMemory(options, error)));
      return job(await opened());
    }
  };
  return {
    insert: (rows) => guarded((store) => store.insert(rows)),
    list: (query) => guarded((store) => store.list(query)),
    totals: (query) => guarded((store) => store.totals(query)),
    prune: (step) => guarded((store) => store.prune(step)),
    close: async () => {
      if (opening === undefined) return;
      await (await opening).close();
    },
    get place() {
      return place;
    },
  };
}

async function open(options: LedgerStoreOptions): Promise<LedgerStore> {
  try {
    return createSqliteLedgerStore(await openOrReplace(options));
  } catch (error) {
    options.log.warn('The ledger cannot use its file. Usage is kept in memory and ends with this process.', {
      path: options.path,
      error,
    });
    return createMemoryLedgerStore();
  }
}

async function openOrReplace({ path, clock, log }: LedgerStoreOptions) {
  try {
    return await openLedgerFile(path);
  } catch (error) {
    if (!isMalformed(error)) throw error;
    const aside = setAside(path, clock.now());
    log.warn('The ledger was damaged. It has been set aside and a new one begun.', { path, aside, error });
    return openLedgerFile(path);
  }
}

/**
 * Damage that shows up later cannot be set aside at once: while the old connection lives, its end would delete the
 * journal of a new file of the same name. The next start finds the damage and sets the file aside.
 */
function moveToMemory({ path, log }: LedgerStoreOptions, error: unknown): LedgerStore {
  log.warn(
    'The ledger was found damaged. Usage is kept in memory until the next start sets the file aside.',
    {
      path,
      error,
    },
  );
  return createMemoryLedgerStore();
}
