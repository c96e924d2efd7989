import { AppError } from '../../core/app-error.ts';
import { conceal } from '../../core/conceal.ts';
import type { Cancellation } from '../../core/provider.ts';
import type { HttpResponse, HttpTimeouts } from '../../platform/ports/http-client.ts';
import type { PlainApi } from './plain-api.ts';
import { readText } from './read-text.ts';

export interface Call {
  readonly method: 'GET' | 'POST';
  /** Begins with a slash; the query belongs to it. */
  readonly path: string;
  readonly body?: string | Uint8Array;
  /** Besides those of every call; a name that is in both has this value. */
  readonly headers?: { readonly [name: string]: string };
  readonly cancellation?: Cancellation;
  /** Milliseconds, in place of the API's. */
  readonly timeouts?: Partial<HttpTimeouts>;
}

/** An accepted call. */
export interface Called extends HttpResponse {
  /** A text or an error of the upstream's, without the key that it was sent. */
  readonly conceal: Concealer;
}

export interface Concealer {
  text(shown: string): string;
  error(error: AppError): AppError;
}

/** One authenticated call. @throws AppError for every answer that is not a 200, with the key concealed. */
export async function call(api: PlainApi, request: Call): Promise<Called> {
  const key = await api.apiKey.get();
  const response = await api.http.send({
    method: request.method,
    url: `${api.baseUrl.replace(/\/+$/, '')}${request.path}`,
    headers: {
      'accept-encoding': 'identity',
      ...(typeof request.body === 'string' ? { 'content-type': 'application/json' } : {}),
      ...api.headers(key),
      ...request.headers,
    },
    body: request.body,
    cancellation: request.cancellation,
    timeouts: request.timeouts ?? api.timeouts,
  });
  const concealer = createConcealer([key, ...(api.secrets ?? [])]);
  if (response.status === 200) {
    const { status, headers, chunks } = response;
    return { status, headers, chunks, close: () => response.close(), conceal: concealer };
  }
  const text = concealer.text(await readText(response));
  throw concealer.error(api.decodeError(response.status, text, response.headers));
}

function createConcealer(secrets: readonly string[]): Concealer {
  const text = (shown: string) => conceal(shown, secrets);
  return {
    text,
    error(error) {
      const message = text(error.message);
      return message === error.message ? error : new AppError({ ...detailsOf(error), message });
    },
  };
}

/** Without the cause: the log would show what was concealed. */
function detailsOf({ code, message, retry, param, retryAfterMs, upstream }: AppError) {
  return { code, message, retry, param, retryAfterMs, upstream };
}
