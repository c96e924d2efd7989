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
  readonly onEnd: () => void;
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
export class BodyReader implements Pick<HttpResponse, 'chunks' | 'close'> {
  readonly chunks: AsyncIterator<Uint8Array>;
  readonly #incoming: IncomingMessage;
  readonly #options: BodyReaderOptions;
  readonly #idle: NodeJS.Timeout;
  readonly #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #waiter: Waiter | undefined;
  #ended: 'clean' | Error | undefined;

  constructor(incoming: IncomingMessage, options: BodyReaderOptions) {
    const { target, idleMs } = options;
    this.#incoming = incoming;
    this.#options = options;
    this.#idle = setTimeout(() => {
      if (this.#waiter !== undefined) this.fail(timedOut('send more of its answer', target, idleMs));
    }, idleMs).unref();
    this.chunks = { next: () => this.#next(), return: () => this.#return() };
    incoming.on('data', (chunk: Uint8Array) => this.#take(chunk));
    incoming.on('end', () => this.#finish(incoming.complete ? 'clean' : cutShort(target)));
    incoming.on('error', (error) => this.fail(error));
    incoming.on('close', () => {
      if (this.#ended === undefined) this.#finish(cutShort(target));
    });
  }

  /** Drops the connection if the body has not ended. */
  close(): void {
    if (this.#ended !== 'clean') this.#incoming.destroy();
  }

  /** Fails the body and drops the connection, e.g. when the request was aborted. */
  fail(error: Error): void {
    if (this.#ended === undefined) this.#finish(connectionError(error, this.#options.target));
    this.close();
  }

  #take(chunk: Uint8Array): void {
    const waiter = this.#waiter;
    if (waiter !== undefined) {
      this.#waiter = undefined;
      waiter.resolve({ done: false, value: chunk });
      return;
    }
    this.#queue.push(chunk);
    this.#queuedBytes += chunk.length;
    if (this.#queuedBytes >= HIGH_WATER_BYTES) this.#incoming.pause();
  }

  #next(): Promise<IteratorResult<Uint8Array>> {
    const chunk = this.#queue.shift();
    if (chunk !== undefined) {
      this.#queuedBytes -= chunk.length;
      if (this.#queuedBytes < HIGH_WATER_BYTES && this.#incoming.isPaused()) this.#incoming.resume();
      return Promise.resolve({ done: false, value: chunk });
    }
    if (this.#ended === 'clean') return Promise.resolve(END);
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    this.#idle.refresh();
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
  }

  #return(): Promise<IteratorResult<Uint8Array>> {
    this.close();
    return Promise.resolve(END);
  }

  #finish(outcome: 'clean' | Error): void {
    this.#ended = outcome;
    clearTimeout(this.#idle);
    this.#options.onEnd();
    if (outcome === 'clean') this.#waiter?.resolve(END);
    else this.#waiter?.reject(outcome);
    this.#waiter = undefined;
  }
}
