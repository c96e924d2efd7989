/** A server that can be opened once. */
export interface Listener {
  /** @throws AppError when the address cannot be had */
  listen(): Promise<ListenAddress>;
  close(options: { drainMs: number }): Promise<void>;
}

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

export type SwitchState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'listening'; readonly address: ListenAddress }
  | { readonly kind: 'failed'; readonly message: string };

/** A listener that can be opened again after it was closed. */
export interface RoutingSwitch extends Listener {
  readonly state: SwitchState;
}

/** @param make a fresh server, at the address that is configured by then */
export function createRoutingSwitch(make: () => Listener): RoutingSwitch {
  let state: SwitchState = { kind: 'stopped' };
  let current: Listener | undefined;
  let starting: Promise<ListenAddress> | undefined;

  async function start(): Promise<ListenAddress> {
    current = make();
    try {
      const address = await current.listen();
      state = { kind: 'listening', address };
      return address;
    } catch (error) {
      current = undefined;
      state = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
      throw error;
    } finally {
      starting = undefined;
    }
  }

  return {
    get state() {
      return state;
    },
    async listen() {
      if (state.kind === 'listening') return state.address;
      starting ??= start();
      return starting;
    },
    async close(options) {
      const closing = current;
      current = undefined;
      state = { kind: 'stopped' };
      await closing?.close(options);
    },
  };
}
