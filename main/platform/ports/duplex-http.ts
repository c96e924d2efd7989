import type { Headers } from '../../core/codec.ts';
import type { Cancellation } from '../../core/provider.ts';

/** A call whose body is written while its answer is read. */
export interface DuplexRequest {
  readonly url: string;
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string };
  /** The beginning of the body. */
  readonly first: Uint8Array;
  readonly cancellation: Cancellation;
}

export interface DuplexCall {
  readonly status: number;
  readonly headers: Headers;
  /** Throws AppError when the connection breaks or stays silent too long. Ends only at a clean end of the body. */
  readonly chunks: AsyncIterator<Uint8Array>;
  /** Does nothing once the call is over. */
  write(bytes: Uint8Array): void;
  /** Ends the body. */
  finish(bytes: Uint8Array): void;
  /** Drops the call. Safe to call more than once. */
  close(): void;
}

/** Outbound HTTP/2, where both sides speak at once. */
export interface DuplexHttp {
  /** Resolves with the answer's headers, whatever the status. @throws AppError upstream_error, timeout or cancelled */
  open(request: DuplexRequest): Promise<DuplexCall>;
}
