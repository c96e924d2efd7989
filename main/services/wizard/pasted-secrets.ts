import type { Clock } from '../../platform/ports/clock.ts';
import type { SecretReader, Secrets } from '../../platform/ports/secrets.ts';
import { CallFailure } from '../call-failure.ts';

/** Secrets that were pasted and have no provider yet. They never leave the engine; pages hold a handle. */
export interface PastedSecrets {
  /** Keeps them for 15 minutes. */
  keep(secrets: Secrets): string;
  /** @throws CallFailure when the time is over */
  secretsOf(handle: string): Secrets;
  /** The same, for a provider that is being tried. @throws CallFailure when the time is over */
  readerOf(handle: string): SecretReader;
}

export interface PastedSecretsParts {
  readonly clock: Clock;
  /** Text that cannot be guessed. */
  randomId(): string;
}

const LIFE_MS = 15 * 60_000;
/** Nobody pastes more in a quarter of an hour; the oldest go. */
const MAX_HELD = 32;

/** An empty keep. */
export function createPastedSecrets({ clock, randomId }: PastedSecretsParts): PastedSecrets {
  const held = new Map<string, Secrets>();
  const secretsOf = (handle: string): Secrets => {
    const secrets = held.get(handle);
    if (secrets !== undefined) return secrets;
    throw new CallFailure(
      'not_found',
      'What was pasted is kept for 15 minutes only. Paste it again.',
      'pasted',
    );
  };
  return {
    keep(secrets) {
      const handle = randomId();
      held.set(handle, secrets);
      clock.after(LIFE_MS, () => held.delete(handle));
      const [oldest] = held.size > MAX_HELD ? held.keys() : [];
      if (oldest !== undefined) held.delete(oldest);
      return handle;
    },
    secretsOf,
    readerOf(handle) {
      const secrets = secretsOf(handle);
      return { read: async (_provider, field) => secrets[field] };
    },
  };
}
