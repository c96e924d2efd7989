import type { Clock } from '../../../platform/ports/clock.ts';
import type { HttpClient } from '../../../platform/ports/http-client.ts';
import type { Log } from '../../../platform/ports/log.ts';
import type { SsoTokenCache } from '../../../platform/ports/sso-token-cache.ts';
import type { Environment } from '../credentials/env-credentials.ts';
import { createOidcClient } from './oidc-client.ts';
import { ssoEndpoints } from './sso-endpoints.ts';
import { signInEnded } from './sso-error.ts';
import { decodeSsoToken, encodeSsoToken, type SsoToken } from './sso-token.ts';

/** Whose sign-in it is. */
export interface SsoPlace {
  readonly startUrl: string;
  readonly region: string;
  /** The name in the cache that AWS's tools share; absent: the sign-in ends with this process. */
  readonly cacheName?: string;
}

/** The sign-ins at access portals, one for each, for all providers together. */
export interface SsoSignIns {
  keep(place: SsoPlace, token: SsoToken): Promise<void>;
  /** Good for a call now; renewed when its end is near. @throws AppError upstream_authentication when nobody is signed in */
  token(place: SsoPlace, http: HttpClient): Promise<string>;
}

export interface SsoSignInParts {
  readonly cache: SsoTokenCache;
  readonly clock: Clock;
  readonly log: Log;
  readonly env: Environment;
}

/** AWS's SDKs renew as early. */
const RENEW_BEFORE_MS = 5 * 60_000;

export function createSsoSignIns(parts: SsoSignInParts): SsoSignIns {
  const { cache, clock, log } = parts;
  const { find, keep } = createTokenStore(cache);
  const renewing = new Map<string, Promise<SsoToken>>();

  async function renewed(place: SsoPlace, token: SsoToken, http: HttpClient): Promise<SsoToken> {
    const fresh = await renew({ token, http, region: place.region }, parts);
    await keep(place, fresh);
    return fresh;
  }

  return {
    keep,
    async token(place, http) {
      const key = place.cacheName ?? place.startUrl;
      const token = await (renewing.get(key) ?? find(place));
      if (token === undefined) throw signInEnded(`Nobody is signed in at ${place.startUrl}. Sign in.`);
      const leftMs = token.expiresAt - clock.now();
      if (leftMs > RENEW_BEFORE_MS) return token.accessToken;
      try {
        // One at a time: a refresh token works once.
        const renewal = renewing.get(key) ?? renewed(place, token, http);
        renewing.set(key, renewal);
        return (await renewal.finally(() => renewing.delete(key))).accessToken;
      } catch (error) {
        if (leftMs <= 0)
          throw signInEnded(`The sign-in at ${place.startUrl} has expired. Sign in again.`, error);
        log.warn('a sign-in could not be renewed; it is still valid', { startUrl: place.startUrl });
        return token.accessToken;
      }
    },
  };
}

/** Files for what AWS's tools share, memory for the rest. */
function createTokenStore(cache: SsoTokenCache) {
  const memory = new Map<string, SsoToken>();
  return {
    async find({ cacheName, startUrl }: SsoPlace): Promise<SsoToken | undefined> {
      return cacheName === undefined ? memory.get(startUrl) : decodeSsoToken(await cache.read(cacheName));
    },
    async keep({ cacheName, startUrl }: SsoPlace, token: SsoToken): Promise<void> {
      if (cacheName === undefined) memory.set(startUrl, token);
      else await cache.write(cacheName, encodeSsoToken(token));
    },
  };
}

interface Renewal {
  readonly token: SsoToken;
  readonly http: HttpClient;
  readonly region: string;
}

async function renew({ token, http, region }: Renewal, { clock, env }: SsoSignInParts): Promise<SsoToken> {
  const { refreshToken, registration } = token;
  if (refreshToken === undefined || registration === undefined) {
    throw signInEnded('This sign-in cannot be renewed.');
  }
  const oidc = createOidcClient({ http, endpoint: ssoEndpoints(region, env).oidc });
  const fresh = await oidc.tokenByRefresh(registration, refreshToken);
  return {
    ...token,
    accessToken: fresh.accessToken,
    refreshToken: fresh.refreshToken ?? refreshToken,
    expiresAt: clock.now() + fresh.lifeMs,
  };
}
