import type { Headers } from '../../core/codec.ts';
import type { Cancellation } from '../../core/provider.ts';

/** One outgoing request. The URL is sent exactly as given: already encoded, never normalised. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string | Uint8Array;
  readonly cancellation?: Cancellation;
  /** Milliseconds; what is absent takes the client's default. */
  readonly timeouts?: Partial<HttpTimeouts>;
}

/** All in milliseconds. */
export interface HttpTimeouts {
  /** Until the socket (and TLS) is up. */
  readonly connect: number;
  /** From the request sent to the response's headers. */
  readonly firstByte: number;
  /** Between two chunks of the body. */
  readonly idle: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Throws AppError when the connection breaks or stays silent too long. Ends only at a clean end of the body. */
  readonly chunks: AsyncIterator<Uint8Array>;
  /** Drops the connection if the body has not ended. Safe to call more than once. */
  close(): void;
}

/** Outbound HTTP. */
export interface HttpClient {
  /**
   * Resolves with the response's headers, whatever the status.
   * @throws AppError `upstream_error` (DNS, refused, TLS, reset), `timeout`, or `cancelled`; never retried here.
   */
  send(request: HttpRequest): Promise<HttpResponse>;
  /** Drops every idle and live socket. */
  close(): void;
}
