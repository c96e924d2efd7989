import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AppError } from '../core/app-error.ts';
import type { ClientDialect, Headers } from '../core/codec.ts';
import type { Cancellation } from '../core/provider.ts';
import { createCancellationSource } from './cancellation.ts';
import type { AnswerHeaders } from './engine.ts';

/** One request and its answer. */
export interface Exchange {
  readonly requestId: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly headers: Headers;
  /** The format the caller speaks, for errors. */
  readonly dialect: ClientDialect;
  /** Fires when the client hangs up before its answer is complete, and on `stop`. */
  readonly cancellation: Cancellation;
  /** True once the client is gone or the answer is fully sent. */
  readonly isClosed: boolean;
  /** Why the edge itself ended the exchange, when it did. */
  readonly stopped: AppError | undefined;
  /** What the answer to this request carries, good or bad. One object, added to until the headers are sent. */
  readonly answerHeaders: Readonly<Record<string, string>>;
  /** Adds headers; what a header cannot hold is replaced by `?`. */
  readonly addHeaders: (headers: AnswerHeaders) => void;
  /** Ends the exchange from our side: what is under way fails with this error. */
  stop(error: AppError): void;
}

export interface ExchangeParts {
  readonly requestId: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly headers: Headers;
  readonly dialect: ClientDialect;
  /** Called when the answer is sent or the client is gone. */
  onClose(exchange: Exchange): void;
}

/** Watches the response, not the request: a request's `close` fires as soon as its body is read. */
export function openExchange(parts: ExchangeParts): Exchange {
  const { requestId, request, response, headers, dialect } = parts;
  const { cancellation, cancel } = createCancellationSource();
  let stopped: AppError | undefined;
  let isClosed = false;
  const answerHeaders = standingHeaders(requestId, dialect);
  const exchange: Exchange = {
    requestId,
    request,
    response,
    headers,
    dialect,
    cancellation,
    get isClosed() {
      return isClosed;
    },
    get stopped() {
      return stopped;
    },
    answerHeaders,
    addHeaders(more) {
      for (const name in more) answerHeaders[name] = (more[name] ?? '').replace(UNPRINTABLE, '?');
    },
    stop(error) {
      stopped ??= error;
      cancel();
    },
  };
  response.on('close', () => {
    isClosed = true;
    if (!response.writableEnded) cancel();
    parts.onClose(exchange);
  });
  return exchange;
}

function standingHeaders(requestId: string, dialect: ClientDialect): Record<string, string> {
  // The SDKs show this one as `_request_id`.
  const own = dialect.name === 'anthropic' ? 'request-id' : 'x-request-id';
  return { 'x-krouter-request-id': requestId, [own]: requestId, 'cache-control': 'no-store' };
}

/** A model's name may hold anything; a header may not. */
const UNPRINTABLE = /[^\x20-\x7e]/g;
