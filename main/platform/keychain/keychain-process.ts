import type { Clock } from '../ports/clock.ts';
import type { KeychainChild, KeychainRequest, LaunchKeychainChild } from '../ports/keychain-child.ts';
import { KeychainFault, readKeychainFault } from './keychain-fault.ts';
import { isKeychainReply } from './keychain-message.ts';
import { createMutex } from './mutex.ts';

/** One entry of the keychain at a time. Every call settles within the deadline. @throws KeychainFault */
export interface KeychainProcess {
  get(account: string): Promise<string | undefined>;
  set(account: string, value: string): Promise<void>;
  delete(account: string): Promise<void>;
  /** Ends the child; calls that wait fail. */
  close(): void;
}

export interface KeychainProcessOptions {
  readonly launch: LaunchKeychainChild;
  readonly clock: Clock;
  /** The name that entries stand under. */
  readonly service: string;
  /** Milliseconds per call. */
  readonly deadlineMs?: number;
}

/** A person who sees the unlock prompt gets this long; nothing that works takes a tenth of it. */
const DEADLINE_MS = 10_000;
/** An idle child is let go: it costs 30 to 40 MB. */
const IDLE_MS = 30_000;

type Ask = DistributiveOmit<KeychainRequest, 'id' | 'service'>;
type DistributiveOmit<Type, Key extends PropertyKey> = Type extends unknown ? Omit<Type, Key> : never;

/** keytar in a child process that is started when needed and killed when it hangs. */
export function createKeychainProcess(options: KeychainProcessOptions): KeychainProcess {
  const inTurn = createMutex();
  const child = new ChildSlot(options);
  const ask = (request: Ask) => inTurn(() => child.ask(request));
  return {
    get: (account) => ask({ op: 'get', account }),
    set: async (account, value) => void (await ask({ op: 'set', account, value })),
    delete: async (account) => void (await ask({ op: 'delete', account })),
    close: () => child.drop(new KeychainFault('failed', 'the keychain was closed')),
  };
}

interface Waiting {
  readonly id: number;
  resolve(value: string | undefined): void;
  reject(fault: KeychainFault): void;
}

class ChildSlot {
  readonly #options: KeychainProcessOptions;
  #child: KeychainChild | undefined;
  #waiting: Waiting | undefined;
  #nextId = 1;
  #cancelIdle: () => void = () => {};

  constructor(options: KeychainProcessOptions) {
    this.#options = options;
  }

  async ask(request: Ask): Promise<string | undefined> {
    const { clock, service, deadlineMs = DEADLINE_MS } = this.#options;
    const id = this.#nextId++;
    this.#cancelIdle();
    const cancelDeadline = clock.after(deadlineMs, () => this.drop(hung(deadlineMs)));
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting = { id, resolve, reject };
        this.#child ??= this.#launch();
        this.#child.send({ ...request, id, service });
      });
    } finally {
      cancelDeadline();
      this.#waiting = undefined;
      this.#cancelIdle = clock.after(IDLE_MS, () => this.drop(idle()));
    }
  }

  drop(fault: KeychainFault): void {
    const child = this.#child;
    this.#child = undefined;
    this.#cancelIdle();
    child?.kill();
    this.#waiting?.reject(fault);
  }

  #launch(): KeychainChild {
    const child: KeychainChild = this.#options.launch({
      onMessage: (message) => this.#receive(message),
      onExit: () => {
        if (this.#child === child) this.drop(crashed());
      },
    });
    return child;
  }

  #receive(message: unknown): void {
    if (!isKeychainReply(message) || message.id !== this.#waiting?.id) return;
    if (message.ok) this.#waiting.resolve(message.value);
    else this.#waiting.reject(readKeychainFault(message.message));
  }
}

function hung(ms: number): KeychainFault {
  return new KeychainFault('hung', `the keychain did not answer within ${ms / 1000} seconds`);
}

/** A locked keyring makes libsecret crash at times. */
function crashed(): KeychainFault {
  return new KeychainFault('locked', 'the process that talks to the keychain crashed');
}

function idle(): KeychainFault {
  return new KeychainFault('failed', 'the keychain process was idle');
}
