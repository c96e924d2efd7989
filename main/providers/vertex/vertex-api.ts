import type { VertexProviderConfig } from '../../../contract/config.ts';
import { decodeVertexError } from '../../dialects/vertex/decode-error.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import type { PlainApi } from '../plain-api/plain-api.ts';
import type { TokenCache } from '../plain-api/token-cache.ts';
import { vertexBase } from './vertex-paths.ts';

/** How Vertex is called. */
export function vertexApi(config: VertexProviderConfig, http: HttpClient, tokens: TokenCache): PlainApi {
  const { quotaProject } = config;
  return {
    baseUrl: vertexBase(config),
    http,
    apiKey: tokens,
    headers: (token) => ({
      authorization: `Bearer ${token}`,
      ...(quotaProject === undefined ? {} : { 'x-goog-user-project': quotaProject }),
    }),
    decodeError: decodeVertexError,
  };
}
