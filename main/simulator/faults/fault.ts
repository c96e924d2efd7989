import type { AwsErrorName } from '../aws-error.ts';

/** Which requests a fault is for. Without any of these: every invocation, until the fault is taken away. */
export interface FaultScope {
  /** Only this many requests; then the fault is over. */
  readonly times?: number;
  /** Only the n-th matching request, counted from 1 since the fault was set. */
  readonly nth?: number;
  /** `runtime` (the default): invocations and token counts. `control`: listings, quotas and STS. */
  readonly on?: 'runtime' | 'control' | 'all';
}

/**
 * Where in a stream it happens: straight after the response headers, or after `message_start` and this many
 * content frames (`content_block_*`).
 */
export type StreamPosition = 'headers' | number;

/** Answered instead of the operation. */
export type HttpFault =
  | {
      readonly kind: 'http-error';
      readonly error: AwsErrorName;
      readonly message?: string;
      readonly retryAfterSeconds?: number;
    }
  | {
      readonly kind: 'http-answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: 'named'; readonly name: NamedFault };

/** Refusals with a text of their own that all come under a shared error name. */
export type NamedFault =
  | 'scp-deny'
  | 'model-access'
  | 'marketplace'
  | 'use-case-form'
  | 'legacy-model'
  | 'daily-quota'
  | 'data-retention'
  | 'account-restricted'
  | 'html-gateway'
  | 'coral-200';

/** What happens to the connection. */
export type ConnectionFault =
  /** Nobody listens on the port; `dropLive` also cuts what is running. */
  | { readonly kind: 'refuse'; readonly dropLive?: boolean }
  /** RST on connecting, or once the request is in. */
  | { readonly kind: 'reset'; readonly when?: 'connect' | 'request' }
  /** Accepts and never answers. */
  | { readonly kind: 'black-hole' }
  /** Response headers, then nothing. */
  | { readonly kind: 'silence' }
  | { readonly kind: 'slow-first-byte'; readonly ms: number }
  /** The region's clock is ahead by this much (behind when negative). */
  | { readonly kind: 'clock-skew'; readonly minutes: number };

/** What happens to the bytes of a stream. */
export type StreamFault =
  | {
      readonly kind: 'cut';
      /** `end`: a clean end; `close`: FIN in the middle of the chunked body; `reset`: RST. */
      readonly how: 'end' | 'close' | 'reset' | 'inside-length' | 'inside-prelude' | 'inside-frame';
      readonly after?: StreamPosition;
    }
  | {
      readonly kind: 'exception';
      readonly exception: string;
      readonly message?: string;
      readonly originalStatusCode?: number;
      readonly after?: StreamPosition;
    }
  | {
      readonly kind: 'error-frame';
      readonly code: string;
      readonly message: string;
      readonly after?: StreamPosition;
    }
  | {
      readonly kind: 'error-chunk';
      readonly type: string;
      readonly message: string;
      readonly after?: StreamPosition;
    }
  | {
      readonly kind: 'corrupt';
      readonly what: 'prelude-crc' | 'message-crc' | 'length-0' | 'length-3' | 'length-4gib';
      readonly after?: StreamPosition;
    }
  | { readonly kind: 'stall'; readonly ms: number; readonly after?: StreamPosition }
  /** Every write has this many bytes. */
  | { readonly kind: 'slice'; readonly bytes: number }
  /** Frames and events no client knows, between the real ones. */
  | { readonly kind: 'unknown-events' }
  | { readonly kind: 'duplicate-stop' }
  /** The last fragments of tool arguments are missing, the rest is whole. */
  | { readonly kind: 'truncated-tool-json' }
  /** Status 200 with something else as body. */
  | { readonly kind: 'body'; readonly body: 'html' | 'json-message' | 'sse' | 'empty' }
  /** The right body under another content type, or under none. */
  | { readonly kind: 'content-type'; readonly value: string | undefined };

/** What the control plane says of the account's access to every model; what is absent is as it should be. */
export interface AvailabilityFault {
  readonly kind: 'availability';
  readonly agreement?: 'PENDING' | 'NOT_AVAILABLE' | 'ERROR';
  readonly agreementError?: string;
  readonly authorization?: 'NOT_AUTHORIZED';
  readonly entitlement?: 'NOT_AVAILABLE';
  readonly region?: 'NOT_AVAILABLE';
  /** Anthropic's form was never filled in. */
  readonly useCaseForm?: 'missing';
}

/** A fault to inject. */
export type Fault = (HttpFault | ConnectionFault | StreamFault | AvailabilityFault) & FaultScope;
