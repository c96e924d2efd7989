import type { IncomingHttpHeaders } from 'node:http';

/** A request that a region got, and what became of it. Times are the machine's own, in ms since 1970. */
export interface RecordedRequest {
  readonly method: string;
  /** As on the wire, query included. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly receivedAt: number;
  /** The operation the path named, once known. */
  readonly operation: string | undefined;
  /** The HTTP status answered; undefined while there is none. */
  readonly status: number | undefined;
  /** When the first byte of the answer was written. */
  readonly firstByteAt: number | undefined;
  /** The client hung up before the answer was complete. */
  readonly aborted: boolean;
  /** When the answer was complete or the connection closed. */
  readonly closedAt: number | undefined;
  /** What `body` says, when it is JSON. */
  json(): unknown;
}

/** The recorder's own, writable view. */
export type RequestRecord = { -readonly [K in keyof RecordedRequest]: RecordedRequest[K] };

/** Starts the record of a request. */
export function startRecord(method: string, path: string, headers: IncomingHttpHeaders): RequestRecord {
  return {
    method,
    path,
    headers,
    body: Buffer.alloc(0),
    receivedAt: Date.now(),
    operation: undefined,
    status: undefined,
    firstByteAt: undefined,
    aborted: false,
    closedAt: undefined,
    json() {
      try {
        return JSON.parse(this.body.toString('utf8'));
      } catch {
        return undefined;
      }
    },
  };
}
