import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { SecretField, SecretPlace, SecretState, SecretStore, Secrets } from '../ports/secrets.ts';
import { keychainError } from './keychain-error.ts';
import { KeychainFault, type KeychainFaultKind } from './keychain-fault.ts';
import { type KeychainIndex, SECRET_FIELDS } from './keychain-index.ts';
import type { KeychainProcess } from './keychain-process.ts';
import { deleteLongEntry, getLongEntry, setLongEntry } from './long-entry.ts';
import { createMutex } from './mutex.ts';

/** A SecretStore on the operating system's keychain. */
export interface KeychainSecretStore extends SecretStore {
  /** Asks the keychain whether it is open, which may show its unlock prompt. Never throws. */
  probe(): Promise<SecretPlace>;
  close(): void;
}

export interface KeychainStoreParts {
  readonly keychain: KeychainProcess;
  readonly index: KeychainIndex;
  readonly clock: Clock;
  readonly log: Log;
}

/** An entry that is always there once anything is: when even it is not found, the keychain is locked. */
const CANARY = 'canary';
/** After a refusal reads fail at once for this long, or each request would raise the prompt again. */
const COOL_DOWN_MS = 30_000;

const PLACES: Record<KeychainFaultKind, SecretPlace | undefined> = {
  missing: 'missing',
  locked: 'locked',
  hung: 'hung',
  failed: undefined,
};

/** Secrets in the keychain; for this process's lifetime only while there is no keychain to put them in. */
export function createKeychainSecretStore(parts: KeychainStoreParts): KeychainSecretStore {
  const inTurn = createMutex();
  const store = new Store(parts);
  return {
    get place() {
      return store.place;
    },
    read: (providerId, field) => inTurn(() => store.read(providerId, field)),
    write: (providerId, secrets) => inTurn(() => store.write(providerId, secrets)),
    remove: (providerId) => inTurn(() => store.remove(providerId)),
    state: (providerId) => inTurn(() => store.state(providerId)),
    probe: () => inTurn(() => store.probe()),
    close: () => parts.keychain.close(),
  };
}

class Store {
  place: SecretPlace = 'available';
  readonly #parts: KeychainStoreParts;
  readonly #held = new Map<string, Secrets>();
  #refusal: { readonly fault: KeychainFault; readonly until: number } | undefined;

  constructor(parts: KeychainStoreParts) {
    this.#parts = parts;
  }

  async read(providerId: string, field: SecretField): Promise<string | undefined> {
    const held = this.#held.get(providerId);
    if (held !== undefined) return held[field];
    const { keychain, clock } = this.#parts;
    if (this.#refusal !== undefined && clock.monotonic() < this.#refusal.until) {
      throw keychainError(providerId, 'read', this.#refusal.fault);
    }
    try {
      const value = await getLongEntry(keychain, `${providerId}/${field}`);
      return value === undefined
        ? await this.#confirmAbsent(providerId, field)
        : this.#found(providerId, field, value);
    } catch (thrown) {
      const fault = this.#note(thrown);
      if (fault.kind === 'missing' && !this.#expects(providerId, field)) return undefined;
      throw keychainError(providerId, 'read', fault);
    }
  }

  async write(providerId: string, secrets: Secrets): Promise<void> {
    const { keychain, index } = this.#parts;
    const fields = SECRET_FIELDS.filter((field) => secrets[field]);
    try {
      await this.#open();
      const before = this.#named(providerId);
      index.set(
        providerId,
        SECRET_FIELDS.filter((field) => before.includes(field) || fields.includes(field)),
      );
      for (const field of fields) {
        await setLongEntry(keychain, `${providerId}/${field}`, secrets[field] ?? '');
      }
      await this.#delete(
        providerId,
        before.filter((field) => !fields.includes(field)),
      );
      index.set(providerId, fields);
      this.#held.delete(providerId);
    } catch (thrown) {
      const fault = this.#note(thrown);
      if (fault.kind !== 'missing') throw keychainError(providerId, 'stored', fault);
      this.#held.set(providerId, { ...secrets });
    }
  }

  async remove(providerId: string): Promise<void> {
    this.#held.delete(providerId);
    const named = this.#named(providerId);
    if (named.length === 0) return;
    try {
      await this.#open();
      await this.#delete(providerId, named);
      this.#parts.index.set(providerId, []);
    } catch (thrown) {
      throw keychainError(providerId, 'removed', this.#note(thrown));
    }
  }

  async state(providerId: string): Promise<SecretState> {
    if (this.#held.has(providerId)) return 'present';
    const { index } = this.#parts;
    if (index.fields(providerId).length > 0) return this.place === 'available' ? 'present' : 'locked';
    if (index.isComplete) return 'absent';
    try {
      for (const field of SECRET_FIELDS) {
        if ((await this.read(providerId, field)) !== undefined) return 'present';
      }
      return 'absent';
    } catch {
      return 'locked';
    }
  }

  async probe(): Promise<SecretPlace> {
    const { keychain, index } = this.#parts;
    try {
      const canary = await keychain.get(CANARY);
      if (canary === undefined && !index.isEmpty) throw locked();
      this.#answered();
    } catch (thrown) {
      this.#note(thrown);
    }
    return this.place;
  }

  /** Makes sure that the keychain takes entries. @throws KeychainFault */
  async #open(): Promise<void> {
    const { keychain } = this.#parts;
    if ((await keychain.get(CANARY)) === undefined) {
      // A locked keychain refuses this, so nothing can be overwritten that only seems to be absent.
      await keychain.set(CANARY, 'kRouter');
      if ((await keychain.get(CANARY)) === undefined) throw locked();
    }
    this.#answered();
  }

  async #delete(providerId: string, fields: readonly SecretField[]): Promise<void> {
    for (const field of fields) await deleteLongEntry(this.#parts.keychain, `${providerId}/${field}`);
  }

  #found(providerId: string, field: SecretField, value: string): string {
    const { index } = this.#parts;
    this.#answered();
    const named = index.fields(providerId);
    if (!named.includes(field)) index.set(providerId, [...named, field]);
    return value;
  }

  /** @throws KeychainFault when the entry ought to be there and the keychain shows nothing at all */
  async #confirmAbsent(providerId: string, field: SecretField): Promise<undefined> {
    const { keychain, index } = this.#parts;
    if (this.#expects(providerId, field)) {
      if ((await keychain.get(CANARY)) === undefined) throw locked();
      const named = index.fields(providerId);
      if (named.includes(field))
        index.set(
          providerId,
          named.filter((other) => other !== field),
        );
    }
    this.#answered();
    return undefined;
  }

  #expects(providerId: string, field: SecretField): boolean {
    return this.#named(providerId).includes(field);
  }

  /** The fields that may be in the keychain. */
  #named(providerId: string): readonly SecretField[] {
    const { index } = this.#parts;
    return index.isComplete ? index.fields(providerId) : SECRET_FIELDS;
  }

  #answered(): void {
    this.#refusal = undefined;
    this.#enter('available');
  }

  #note(thrown: unknown): KeychainFault {
    const { clock, log } = this.#parts;
    const fault = thrown instanceof KeychainFault ? thrown : new KeychainFault('failed', String(thrown));
    const place = PLACES[fault.kind];
    if (place === undefined) log.warn('the keychain refused a call', { cause: fault.message });
    else this.#enter(place);
    if (place === 'locked' || place === 'hung') {
      this.#refusal = { fault, until: clock.monotonic() + COOL_DOWN_MS };
    }
    return fault;
  }

  #enter(place: SecretPlace): void {
    if (place !== this.place) this.#parts.log.info('keychain state', { from: this.place, to: place });
    this.place = place;
  }
}

function locked(): KeychainFault {
  return new KeychainFault('locked', 'entries that must be there are not shown');
}
