import type { Cancellation } from '../../core/provider.ts';
import type { Clock } from '../../platform/ports/clock.ts';
import type { ApiKeySource } from './api-key-source.ts';

/** An OAuth access token. */
export interface AccessToken {
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Makes tokens, one at every call. @throws AppError upstream_authentication saying what to do. */
export type TokenMaker = (cancellation?: Cancellation) => Promise<AccessToken>;

/** Gives a token that is good now. */
export interface TokenCache extends ApiKeySource {
  /** The vendor refused this token: the next `get` makes another, unless that has happened already. */
  invalidate(refused: string): void;
}

/** A token this close to its end is not used for a new request. Milliseconds. */
const TOO_LATE_MS = 60_000;
/** From here on another one is made beside the requests, which do not wait for it. */
const EARLY_MS = 5 * 60_000;

/** One token for all requests, made anew before it ends; however many wait, it is asked for once. */
export function createTokenCache(make: TokenMaker, clock: Clock): TokenCache {
  let current: AccessToken | undefined;
  let making: Promise<AccessToken> | undefined;

  const renew = (): Promise<AccessToken> => {
    making ??= make()
      .then((token) => {
        current = token;
        return token;
      })
      .finally(() => {
        making = undefined;
      });
    return making;
  };

  return {
    async get() {
      const left = current === undefined ? 0 : current.expiresAt - clock.now();
      if (current === undefined || left <= TOO_LATE_MS) return (await renew()).value;
      // A failure is told by the request that finds no good token any more.
      if (left <= EARLY_MS) renew().catch(() => undefined);
      return current.value;
    },
    invalidate(refused) {
      if (current?.value === refused) current = undefined;
    },
  };
}
