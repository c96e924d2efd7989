import { decodeAntigravityError } from '../../dialects/antigravity/decode-error.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import type { ApiKeySource } from '../plain-api/api-key-source.ts';
import type { PlainApi } from '../plain-api/plain-api.ts';

/** How Code Assist is called: as kRouter, with the user's own token, and as nobody else. */
export function antigravityApi(
  baseUrl: string,
  { http, userAgent }: { readonly http: HttpClient; readonly userAgent: string },
  token: ApiKeySource,
): PlainApi {
  return {
    baseUrl,
    http,
    apiKey: token,
    headers: (value) => ({ authorization: `Bearer ${value}`, 'user-agent': userAgent }),
    decodeError: decodeAntigravityError,
  };
}
