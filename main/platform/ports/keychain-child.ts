/** What the keychain's child process is asked. */
export type KeychainRequest =
  | { readonly id: number; readonly op: 'get' | 'delete'; readonly service: string; readonly account: string }
  | {
      readonly id: number;
      readonly op: 'set';
      readonly service: string;
      readonly account: string;
      readonly value: string;
    };

/** What it answers. `value` of a `get`; absent when there is no such entry. */
export type KeychainReply =
  | { readonly id: number; readonly ok: true; readonly value?: string }
  | { readonly id: number; readonly ok: false; readonly message: string };

/** A running child process. */
export interface KeychainChild {
  send(request: KeychainRequest): void;
  /** Ends it without asking: a child that waits for a prompt answers to nothing else. */
  kill(): void;
}

export interface KeychainChildListener {
  onMessage(message: unknown): void;
  onExit(): void;
}

/** Starts the child process; how depends on the runtime (Node or Electron). */
export type LaunchKeychainChild = (listener: KeychainChildListener) => KeychainChild;
