import { AppError } from '../../core/app-error.ts';
import { parseJsonObject } from '../../core/json.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import type { ApiKeySource } from './api-key-source.ts';
import type { PlainApi } from './plain-api.ts';

/** Where a server of OpenAI's formats is, and what it is sent besides. */
export interface OpenaiServer {
  readonly baseUrl: string;
  readonly headers: { readonly [name: string]: string };
}

/** How a server of OpenAI's formats is called; `decodeError` is the format's. */
export function openaiApi(
  { baseUrl, headers }: OpenaiServer,
  ports: { readonly http: HttpClient; readonly apiKey: ApiKeySource },
  decodeError: PlainApi['decodeError'],
): PlainApi {
  return {
    baseUrl,
    ...ports,
    headers: (key) => ({ ...headers, ...(key === '' ? {} : { authorization: `Bearer ${key}` }) }),
    decodeError: (status, text, answered) =>
      isNoSuchPath(status, text) ? noSuchPath(baseUrl) : decodeError(status, text, answered),
    secrets: Object.values(headers),
  };
}

/** A 404 of the web server, which knows nothing of models: a page, plain text, or FastAPI's own words. */
function isNoSuchPath(status: number, text: string): boolean {
  if (status !== 404) return false;
  const body = parseJsonObject(text);
  return body === undefined || body['detail'] === 'Not Found';
}

function noSuchPath(baseUrl: string): AppError {
  return new AppError({
    code: 'upstream_error',
    retry: 'next',
    message: `There is no such path at ${baseUrl}. Check the provider's base URL: for most servers it ends in /v1.`,
    upstream: { status: 404 },
  });
}
