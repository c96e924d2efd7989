import type { AssetMap } from '../platform/ports/assets.ts';
import type { Log } from '../platform/ports/log.ts';
import type { Dispatcher } from '../services/dispatcher.ts';
import type { EventHub } from '../services/events/event-hub.ts';

/** What the shell is put around. */
export interface DesktopBackend {
  readonly dispatcher: Dispatcher;
  readonly events: EventHub;
  readonly assets: AssetMap;
  readonly log: Log;
  /** What our own `/health` answers as `instance`. */
  readonly instance: string;
  /** Path and fragment that sign one page in, once, within this many milliseconds. */
  dashboardLink(lifeMs: number): string;
  /** Asks the keychain again, which may show its prompt. */
  unlockKeychain(): Promise<void>;
  /** The machine slept or changed networks: sockets from before are dead. */
  wake(): void;
  /** Drains live answers, flushes the ledger, lets go of everything. */
  close(): Promise<void>;
}
