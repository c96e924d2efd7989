import { type Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { HttpRequest, HttpResponse, HttpTimeouts } from '../ports/http-client.ts';
import { BodyReader } from './body-reader.ts';
import { cancelled, connectionError, timedOut } from './connection-error.ts';
import type { Target } from './split-url.ts';

export interface Attempt {
  readonly request: HttpRequest;
  readonly target: Target;
  readonly agent: Agent;
  readonly timeouts: HttpTimeouts;
}

/** A kept socket that turned out to be dead before any byte of the answer. */
class StaleSocket extends Error {}

/** True when the same request deserves one more try on a fresh socket. */
export function isStaleSocket(thrown: unknown): boolean {
  return thrown instanceof StaleSocket;
}

/** One request on one socket. Resolves with the response's headers. @throws AppError, or a stale socket. */
export function sendOnce(attempt: Attempt): Promise<HttpResponse> {
  const { request, target } = attempt;
  const { cancellation } = request;
  return new Promise((resolve, reject) => {
    if (cancellation?.aborted) return reject(cancelled());
    const outgoing = open(attempt);
    const stopDeadlines = enforceDeadlines(outgoing, attempt);
    const diedIdle = watchReuse(outgoing);
    let drop = (error: Error) => giveUp(outgoing, error, fail);
    const abort = () => drop(cancelled());
    cancellation?.addEventListener('abort', abort, { once: true });
    const settle = () => {
      stopDeadlines();
      outgoing.removeListener('error', fail);
    };
    const fail = (error: Error) => {
      settle();
      cancellation?.removeEventListener('abort', abort);
      outgoing.on('error', ignore);
      reject(diedIdle(error) ? new StaleSocket() : connectionError(error, target));
    };
    outgoing.on('error', fail);
    outgoing.once('response', (incoming) => {
      settle();
      const onEnd = () => cancellation?.removeEventListener('abort', abort);
      const reader = new BodyReader(incoming, { idleMs: attempt.timeouts.idle, target, onEnd });
      drop = (error) => reader.fail(error);
      outgoing.on('error', drop);
      resolve({
        status: incoming.statusCode ?? 0,
        headers: headersOf(incoming),
        chunks: reader.chunks,
        close: () => reader.close(),
      });
    });
    outgoing.end(request.body);
  });
}

function ignore(): void {}

function giveUp(outgoing: ClientRequest, error: Error, fail: (error: Error) => void): void {
  outgoing.destroy(error);
  // Behind a proxy there is no socket yet that could tell.
  if (!outgoing.socket) fail(error);
}

function open({ request, target, agent }: Attempt): ClientRequest {
  const send = target.protocol === 'https:' ? requestHttps : requestHttp;
  const length = request.body === undefined ? 0 : Buffer.byteLength(request.body);
  const sized = request.method === 'GET' ? request.headers : { ...request.headers, 'content-length': length };
  return send({
    agent,
    hostname: target.hostname,
    port: target.port,
    path: target.path,
    method: request.method,
    headers: sized,
  });
}

/** Two deadlines in turn: until the socket is up, then until the answer's headers (anew once the body is out). */
function enforceDeadlines(outgoing: ClientRequest, { target, timeouts }: Attempt): () => void {
  let timer: NodeJS.Timeout | undefined;
  let phase: 'connecting' | 'waiting' | 'over' = 'connecting';
  const arm = (ms: number, wait: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => outgoing.destroy(timedOut(wait, target, ms)), ms).unref();
  };
  const awaitAnswer = () => {
    if (phase === 'over') return;
    phase = 'waiting';
    arm(timeouts.firstByte, 'send the start of an answer');
  };
  outgoing.once('socket', (socket) => {
    if (!socket.connecting) return awaitAnswer();
    arm(timeouts.connect, 'accept a connection');
    socket.once(target.protocol === 'https:' ? 'secureConnect' : 'connect', awaitAnswer);
  });
  outgoing.once('finish', () => {
    if (phase === 'waiting') timer?.refresh();
  });
  return () => {
    phase = 'over';
    clearTimeout(timer);
  };
}

const STALE = new Set(['ECONNRESET', 'EPIPE']);

/** Tells, when a request fails, whether it died on a kept socket before a byte of its answer. */
function watchReuse(outgoing: ClientRequest): (error: Error & { code?: string }) => boolean {
  let readBefore = 0;
  outgoing.once('socket', (socket) => {
    readBefore = socket.bytesRead;
  });
  return (error) =>
    outgoing.reusedSocket && STALE.has(error.code ?? '') && outgoing.socket?.bytesRead === readBefore;
}

function headersOf(incoming: IncomingMessage): { [name: string]: string | undefined } {
  const headers: { [name: string]: string | undefined } = {};
  for (const name in incoming.headers) {
    const value = incoming.headers[name];
    headers[name] = typeof value === 'string' ? value : value?.join(', ');
  }
  return headers;
}
