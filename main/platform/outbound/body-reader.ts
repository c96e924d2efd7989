import type { IncomingMessage } from 'node:http';
import type { HttpResponse } from '../ports/http-client.ts';
import { connectionError, cutShort, timedOut } from './connection-error.ts';
import type { Target } from './split-url.ts';

/** Bytes held for a slow consumer before the socket is paused. */
const HIGH_WATER_BYTES = 64 * 1024;

export interface BodyReaderOptions {
  readonly idleMs: number;
  readonly target: Target;
  /** Called once, when the body has ended or failed. */
  done(): void;
}

export interface BodyReader {
  readonly body: Pick<HttpResponse, 'chunks' | 'close'>;
  /** Fails the body from outside and drops the connection, e.g. when the request was aborted. */
  fail(error: Error): void;
}

interface Waiter {
  resolve(result: IteratorResult<Uint8Array>): void;
  reject(error: Error): void;
}

const END: IteratorResult<Uint8Array> = { done: true, value: undefined };

/**
 * A response's body as an iterator: a chunk that is awaited is handed over the moment it arrives, and a consumer that
 * lags pauses the socket. Cheaper than the stream's own async iterator. A body that was cut short throws.
 */
export function createBodyReader(incoming: IncomingMessage, options: BodyReaderOptions): BodyReader {
  const { target, idleMs } = options;
  const queue: Uint8Array[] = [];
  let queuedBytes = 0;
  let waiter: Waiter | undefined;
  let ended: 'clean' | Error | undefined;

  const idle = setTimeout(() => {
    if (waiter !== undefined) incoming.destroy(timedOut('send more of its answer', target, idleMs));
  }, idleMs).unref();

  function finish(outcome: 'clean' | Error): void {
    if (ended !== undefined) return;
    ended = outcome;
    clearTimeout(idle);
    options.done();
    if (outcome === 'clean') waiter?.resolve(END);
    else waiter?.reject(outcome);
    waiter = undefined;
  }

  incoming.on('data', (chunk: Uint8Array) => {
    if (waiter !== undefined) {
      const { resolve } = waiter;
      waiter = undefined;
      return resolve({ done: false, value: chunk });
    }
    queue.push(chunk);
    queuedBytes += chunk.length;
    if (queuedBytes >= HIGH_WATER_BYTES) incoming.pause();
  });
  incoming.on('end', () => finish(incoming.complete ? 'clean' : cutShort(target)));
  incoming.on('error', (error) => finish(connectionError(error, target)));
  incoming.on('close', () => {
    if (ended === undefined) finish(cutShort(target));
  });

  function next(): Promise<IteratorResult<Uint8Array>> {
    const chunk = queue.shift();
    if (chunk !== undefined) {
      queuedBytes -= chunk.length;
      if (queuedBytes < HIGH_WATER_BYTES && incoming.isPaused()) incoming.resume();
      return Promise.resolve({ done: false, value: chunk });
    }
    if (ended === 'clean') return Promise.resolve(END);
    if (ended !== undefined) return Promise.reject(ended);
    idle.refresh();
    return new Promise((resolve, reject) => {
      waiter = { resolve, reject };
    });
  }

  function close(): void {
    if (ended !== 'clean') incoming.destroy();
  }

  return {
    body: {
      chunks: {
        next,
        return() {
          close();
          return Promise.resolve(END);
        },
      },
      close,
    },
    fail(error) {
      finish(connectionError(error, target));
      close();
    },
  };
}
