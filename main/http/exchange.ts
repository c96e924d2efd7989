import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AppError } from '../core/app-error.ts';
import { createCancellationSource } from '../core/cancellation-source.ts';
import type { CallLine } from '../core/client-protocol.ts';
import type { ClientDialect, Headers } from '../core/codec.ts';
import type { Cancellation } from '../core/provider.ts';
import type { AnswerHeaders } from './engine.ts';
import type { BodyCheck } from './guard/body-check.ts';

export interface ExchangeParts {
  readonly requestId: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly line: CallLine;
  /** The format the caller seems to speak. */
  readonly dialect: ClientDialect;
}

/** A model's name may hold anything; a header may not. */
const UNPRINTABLE = /[^\x20-\x7e]/;

/** One request and its answer. */
export class Exchange implements ExchangeParts {
  readonly requestId: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly line: CallLine;
  /** The voice of the answer, good or bad: a guess until the endpoint is known. */
  dialect: ClientDialect;
  /** What the body still has to prove, where the request is signed. */
  bodyCheck: BodyCheck | undefined;
  /** Fires when the client hangs up before its answer is complete, and on `stop`. */
  readonly cancellation: Cancellation;
  readonly #cancel: () => void;
  readonly #answerHeaders: Record<string, string>;
  #isClosed = false;
  #stopped: AppError | undefined;

  constructor(parts: ExchangeParts) {
    const { cancellation, cancel } = createCancellationSource();
    this.requestId = parts.requestId;
    this.request = parts.request;
    this.response = parts.response;
    this.line = parts.line;
    this.dialect = parts.dialect;
    this.cancellation = cancellation;
    this.#cancel = cancel;
    this.#answerHeaders = standingHeaders(parts);
    // The response's `close`, for a request's fires as soon as its body is read.
    parts.response.on('close', () => {
      this.#isClosed = true;
      if (!parts.response.writableEnded) cancel();
    });
  }

  get headers(): Headers {
    return this.line.headers;
  }

  /** True once the client is gone or the answer is fully sent. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Why the edge itself ended the exchange, when it did. */
  get stopped(): AppError | undefined {
    return this.#stopped;
  }

  /** What the answer to this request carries, good or bad. One object, added to until the headers are sent. */
  get answerHeaders(): Readonly<Record<string, string>> {
    return this.#answerHeaders;
  }

  /** Adds headers; what a header cannot hold is replaced by `?`. */
  addHeaders(headers: AnswerHeaders): void {
    for (const name in headers) {
      const value = headers[name] ?? '';
      this.#answerHeaders[name] = UNPRINTABLE.test(value) ? toPrintable(value) : value;
    }
  }

  /** Ends the exchange from our side: what is under way fails with this error. */
  stop(error: AppError): void {
    this.#stopped ??= error;
    this.#cancel();
  }
}

function toPrintable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}

function standingHeaders({ requestId, dialect }: ExchangeParts): Record<string, string> {
  return {
    'x-krouter-request-id': requestId,
    [dialect.requestIdHeader ?? 'x-request-id']: requestId,
    'cache-control': 'no-store',
  };
}
