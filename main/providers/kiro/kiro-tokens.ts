import { createTokenCache, type TokenCache } from '../plain-api/token-cache.ts';
import type { KeptSignIn } from './kept-sign-in.ts';
import { isKiroApiKey, type KiroSignIn } from './kiro-sign-in.ts';
import { type RenewalParts, renewSignIn, signInEnded } from './renew-sign-in.ts';

/** Tokens of one sign-in, and what the sign-in says of its account. */
export interface KiroTokens extends TokenCache {
  /** The latest sign-in that gave a token. */
  readonly signIn: KiroSignIn | undefined;
}

/** A token of an unknown end is asked for again after this time. Milliseconds. */
const UNKNOWN_LIFE_MS = 10 * 60_000;
/** Closer to its end than this a sign-in is renewed. Milliseconds. */
const EARLY_MS = 5 * 60_000;

/** One token for all requests; its sign-in is renewed before it ends, by one request for however many wait. */
export function createKiroTokens(kept: KeptSignIn, parts: RenewalParts): KiroTokens {
  const { clock } = parts;
  let latest: KiroSignIn | undefined;
  let refused: string | undefined;
  const cache = createTokenCache(async () => {
    latest = await usableSignIn(kept, parts, refused);
    const { accessToken, expiresAt } = latest;
    return { value: accessToken, expiresAt: expiresAt ?? clock.now() + UNKNOWN_LIFE_MS };
  }, clock);
  return {
    get: () => cache.get(),
    invalidate(token) {
      refused = token;
      cache.invalidate(token);
    },
    get signIn() {
      return latest;
    },
  };
}

/** The kept sign-in, renewed where it is about to end or its token was refused. */
async function usableSignIn(
  kept: KeptSignIn,
  parts: RenewalParts,
  refused: string | undefined,
): Promise<KiroSignIn> {
  const signIn = await kept.read();
  const { accessToken, expiresAt = Number.POSITIVE_INFINITY } = signIn;
  const leftMs = isKiroApiKey(accessToken) ? Number.POSITIVE_INFINITY : expiresAt - parts.clock.now();
  const isTaken = accessToken !== '' && accessToken !== refused;
  if (isTaken && leftMs > EARLY_MS) return signIn;
  if (kept.keep !== undefined && signIn.refreshToken !== undefined) {
    const renewed = await renewSignIn(signIn, { ...parts, region: signIn.region ?? parts.region });
    await kept.keep(renewed);
    return renewed;
  }
  // What cannot be renewed here is used up to its end: whoever owns it may renew it meanwhile.
  if (accessToken === '') throw signInEnded('it holds a refresh token only; save the provider first');
  if (!isTaken) throw signInEnded('Kiro refuses its token');
  if (leftMs <= 0) throw signInEnded('its token has expired');
  return signIn;
}
