import { decodeGeminiError } from '../../dialects/gemini/decode-error.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import type { ApiKeySource } from '../plain-api/api-key-source.ts';
import type { PlainApi } from '../plain-api/plain-api.ts';

/** The version that has every model and every field; `v1` trails behind. */
const VERSION = '/v1beta';

/** How the Gemini API is called. A base URL that names a version keeps its own. */
export function geminiApi(baseUrl: string, http: HttpClient, apiKey: ApiKeySource): PlainApi {
  const base = baseUrl.replace(/\/+$/, '');
  return {
    baseUrl: /\/v\d+(alpha|beta)?$/.test(base) ? base : `${base}${VERSION}`,
    http,
    apiKey,
    headers: (key) => ({ 'x-goog-api-key': key }),
    decodeError: decodeGeminiError,
  };
}
