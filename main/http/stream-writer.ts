import type { ServerResponse } from 'node:http';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../platform/ports/clock.ts';
import type { Exchange } from './exchange.ts';
import type { EdgeLimits } from './limits.ts';

export interface StreamWriterOptions {
  readonly exchange: Exchange;
  readonly clock: Clock;
  readonly limits: Pick<EdgeLimits, 'heartbeatMs' | 'stallMs'>;
  /** Keeps a silent stream alive and means nothing. */
  readonly keepAlive: string | Uint8Array;
}

/**
 * The one place that writes a streamed answer: backpressure, keep-alive comments, and no reader that stalls for ever.
 * Sends nothing, not even headers, before the first write: until then an error can still have its own status. Only
 * when that takes longer than one heartbeat is the stream opened with a comment, lest the client hang up.
 */
export class StreamWriter {
  readonly #options: StreamWriterOptions;
  #lastWrite: number;
  #isFull = false;
  #cancelBeat: () => void;

  constructor(options: StreamWriterOptions) {
    const { exchange, clock, limits } = options;
    this.#options = options;
    this.#lastWrite = clock.monotonic();
    this.#cancelBeat = clock.after(limits.heartbeatMs, () => this.#beat());
    exchange.response.once('close', () => this.#cancelBeat());
  }

  /**
   * Undefined when there is room for more, else a promise that settles at `drain` or when the client is gone.
   * @throws AppError cancelled when the client is gone
   */
  write(text: string | Uint8Array): Promise<void> | undefined {
    const { exchange, clock, limits } = this.#options;
    if (exchange.isClosed) throw new AppError({ code: 'cancelled', message: 'The client hung up.' });
    this.#lastWrite = clock.monotonic();
    if (this.#send(text)) return undefined;
    this.#isFull = true;
    return drained(exchange.response, clock, limits.stallMs).then(() => {
      this.#isFull = false;
    });
  }

  end(): void {
    const { exchange } = this.#options;
    this.#cancelBeat();
    if (!exchange.isClosed) exchange.response.end();
  }

  /** One timer per stream, set anew only when it fires: a delta costs it nothing but a glance at the clock. */
  #beat(): void {
    const { exchange, clock, limits, keepAlive } = this.#options;
    const silent = clock.monotonic() - this.#lastWrite;
    const isDue = silent >= limits.heartbeatMs;
    if (isDue && !this.#isFull && !exchange.response.writableEnded) {
      this.#send(keepAlive);
      this.#lastWrite = clock.monotonic();
    }
    const wait = isDue ? limits.heartbeatMs : limits.heartbeatMs - silent;
    this.#cancelBeat = clock.after(wait, () => this.#beat());
  }

  #send(text: string | Uint8Array): boolean {
    const { exchange } = this.#options;
    const { response, dialect } = exchange;
    if (!response.headersSent) {
      exchange.addHeaders({ 'content-type': dialect.streamContentType });
      response.writeHead(200, exchange.answerHeaders);
    }
    if (text.length > 0) return response.write(text);
    response.flushHeaders();
    return true;
  }
}

/** Settles at `drain`, or at `close`; a reader that takes nothing for `stallMs` is disconnected. */
function drained(response: ServerResponse, clock: Clock, stallMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cancelStall = clock.after(stallMs, () => response.destroy());
    const settle = () => {
      cancelStall();
      response.off('drain', settle);
      response.off('close', settle);
      resolve();
    };
    response.on('drain', settle);
    response.on('close', settle);
  });
}
