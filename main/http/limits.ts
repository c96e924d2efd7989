/** What the edge allows one client to use up. Milliseconds and bytes. */
export interface EdgeLimits {
  /** Request body, as sent and after decompression. Anthropic's own limit is 32 MB. */
  readonly bodyBytes: number;
  readonly headerBytes: number;
  /** From the first byte of a request to the end of its headers; nginx allows 60 s, a loopback client needs none. */
  readonly headersMs: number;
  /** From the first byte of a request to the end of its body. */
  readonly requestMs: number;
  readonly connections: number;
  /** An idle kept connection; longer than the clients' own 4 to 60 s, so that they close first. */
  readonly keepAliveMs: number;
  /** Silence towards the client before a keep-alive comment. */
  readonly heartbeatMs: number;
  /** A client that takes nothing for so long is gone (nginx `send_timeout`: 60 s). */
  readonly stallMs: number;
  /** The longest any exchange may take. */
  readonly totalMs: number;
}

export const DEFAULT_LIMITS: EdgeLimits = {
  bodyBytes: 32 * 1024 * 1024,
  headerBytes: 16 * 1024,
  headersMs: 10_000,
  requestMs: 60_000,
  connections: 256,
  keepAliveMs: 75_000,
  heartbeatMs: 15_000,
  stallMs: 60_000,
  totalMs: 3_600_000,
};
