import { anthropicUpstream } from '../../dialects/anthropic/anthropic-upstream.ts';
import type { ApiKeySource } from '../plain-api/api-key-source.ts';
import type { PlainApi } from '../plain-api/plain-api.ts';

/** The API version whose request fields the dialect encodes; sampling parameters are refused by later ones. */
const API_VERSION = '2023-06-01';

/** How Anthropic's API is called. */
export function anthropicApi(where: Pick<PlainApi, 'baseUrl' | 'http'>, apiKey: ApiKeySource): PlainApi {
  return {
    ...where,
    apiKey,
    headers: (key) => ({ 'x-api-key': key, 'anthropic-version': API_VERSION }),
    decodeError: anthropicUpstream.decodeError,
  };
}

/** The feature flags of a request: a header of their own. */
export function betaHeader(betas: readonly string[]): { readonly [name: string]: string } {
  return betas.length === 0 ? {} : { 'anthropic-beta': betas.join(',') };
}
