import type { ServerResponse } from 'node:http';
import { AppError } from '../core/app-error.ts';
import type { Clock } from '../platform/ports/clock.ts';
import type { Exchange } from './exchange.ts';
import type { EdgeLimits } from './limits.ts';

/** The one place that writes a streamed answer: backpressure, keep-alive comments, and no reader that stalls for ever. */
export interface StreamWriter {
  /**
   * Undefined when there is room for more, else a promise that settles at `drain` or when the client is gone.
   * @throws AppError cancelled when the client is gone
   */
  write(text: string): Promise<void> | undefined;
  end(): void;
}

export interface StreamWriterOptions {
  readonly exchange: Exchange;
  readonly clock: Clock;
  readonly limits: Pick<EdgeLimits, 'heartbeatMs' | 'stallMs'>;
}

/**
 * Sends nothing, not even headers, before the first write: until then an error can still have its own status. Only
 * when that takes longer than one heartbeat is the stream opened with a comment, lest the client hang up.
 */
export function createStreamWriter(options: StreamWriterOptions): StreamWriter {
  const { exchange, clock, limits } = options;
  const { response, dialect } = exchange;
  let lastWrite = clock.monotonic();
  let isFull = false;
  let cancelBeat = clock.after(limits.heartbeatMs, beat);
  response.once('close', () => cancelBeat());

  function beat(): void {
    const silent = clock.monotonic() - lastWrite;
    if (silent >= limits.heartbeatMs && !isFull && !response.writableEnded) {
      send(dialect.keepAlive);
      lastWrite = clock.monotonic();
    }
    const wait = limits.heartbeatMs - (clock.monotonic() - lastWrite);
    cancelBeat = clock.after(wait > 0 ? wait : limits.heartbeatMs, beat);
  }

  function send(text: string): boolean {
    if (!response.headersSent) {
      exchange.addHeaders({ 'content-type': dialect.streamContentType });
      response.writeHead(200, exchange.answerHeaders);
    }
    return response.write(text);
  }

  return {
    write(text) {
      if (exchange.isClosed) throw gone();
      lastWrite = clock.monotonic();
      if (send(text)) return undefined;
      isFull = true;
      return drained(response, clock, limits.stallMs).then(() => {
        isFull = false;
      });
    },
    end() {
      cancelBeat();
      if (!exchange.isClosed) response.end();
    },
  };
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

function gone(): AppError {
  return new AppError({ code: 'cancelled', message: 'The client hung up.' });
}
