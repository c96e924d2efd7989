import type { LiveEvent } from '../../../contract/live-event.ts';
import type { Transport } from '../../../contract/transport.ts';
import { type RunningServices, until } from '../start-services.ts';

/** A running kRouter, and a page's way to it. */
export interface Stage {
  readonly services: Pick<RunningServices, 'simulator' | 'url' | 'folder' | 'readFile' | 'logLines' | 'chat'>;
  readonly transport: Transport;
  /** What its desktop has done; undefined where it has none. */
  readonly desktop?: DesktopTrace;
}

export interface DesktopTrace {
  readonly keychain: 'headless' | 'available';
  /** What stands on the clipboard. */
  copied(): Promise<string | undefined>;
  /** The pages opened so far. */
  opened(): Promise<readonly string[]>;
}

export interface Watch {
  readonly events: readonly LiveEvent[];
  /** The first event of a type that fits. @throws Error when none comes */
  find<Type extends LiveEvent['type']>(
    type: Type,
    fits?: (event: Extract<LiveEvent, { type: Type }>) => boolean,
  ): Promise<Extract<LiveEvent, { type: Type }>>;
  stop(): void;
}

/** Listens, and waits for the greeting: from then on nothing is missed. */
export async function watch(transport: Transport): Promise<Watch> {
  const events: LiveEvent[] = [];
  const stop = transport.subscribe((event) => events.push(event));
  await until(() => events.length > 0);
  return {
    events,
    async find(type, fits = () => true) {
      const isIt = (event: LiveEvent): event is Extract<LiveEvent, { type: typeof type }> =>
        event.type === type;
      const found = () => events.filter(isIt).find(fits);
      await until(() => found() !== undefined);
      const event = found();
      if (event === undefined) throw new Error(`no ${type}`);
      return event;
    },
    stop,
  };
}
