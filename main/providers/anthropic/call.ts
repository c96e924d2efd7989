import { conceal } from '../../core/conceal.ts';
import type { Cancellation } from '../../core/provider.ts';
import { decodeAnthropicError } from '../../dialects/anthropic/errors.ts';
import type { HttpResponse } from '../../platform/ports/http-client.ts';
import type { AnthropicContext } from './anthropic-context.ts';
import { readText } from './read-text.ts';

/** The API version whose request fields the dialect encodes; sampling parameters are refused by later ones. */
const API_VERSION = '2023-06-01';

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly betas?: readonly string[];
  readonly cancellation?: Cancellation;
}

/** One authenticated call. @throws AppError for every answer that is not a 200. */
export async function call(context: AnthropicContext, request: Call): Promise<HttpResponse> {
  const key = await context.apiKey.get();
  const response = await context.http.send({
    method: request.method,
    url: `${context.config.baseUrl.replace(/\/+$/, '')}${request.path}`,
    headers: headers(key, request),
    body: request.body,
    cancellation: request.cancellation,
  });
  if (response.status === 200) return response;
  const text = conceal(await readText(response), [key]);
  throw decodeAnthropicError(response.status, text, response.headers);
}

function headers(key: string, request: Call): Record<string, string> {
  const betas = request.betas ?? [];
  return {
    'x-api-key': key,
    'anthropic-version': API_VERSION,
    'accept-encoding': 'identity',
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(betas.length === 0 ? {} : { 'anthropic-beta': betas.join(',') }),
  };
}
