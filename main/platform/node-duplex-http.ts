import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2';
import { AppError } from '../core/app-error.ts';
import type { Headers } from '../core/codec.ts';
import type { DuplexCall, DuplexHttp, DuplexRequest } from './ports/duplex-http.ts';

export interface DuplexTimeouts {
  /** Until the answer's headers, connecting included. Milliseconds. */
  readonly firstByte: number;
  /** Between two chunks of the answer. Milliseconds. */
  readonly idle: number;
}

const USUAL: DuplexTimeouts = { firstByte: 60_000, idle: 120_000 };

/** One connection a call: calls are few and long. It goes to the host itself, past any proxy. */
export function createNodeDuplexHttp(timeouts: DuplexTimeouts = USUAL): DuplexHttp {
  return {
    open: (request) => new Promise((resolve, reject) => start({ request, timeouts, resolve, reject })),
  };
}

interface Opening {
  readonly request: DuplexRequest;
  readonly timeouts: DuplexTimeouts;
  readonly resolve: (call: DuplexCall) => void;
  readonly reject: (error: AppError) => void;
}

function start({ request, timeouts, resolve, reject }: Opening): void {
  const { cancellation } = request;
  const { origin, host } = new URL(request.url);
  const session = connect(origin);
  const fail = (error: unknown) => {
    session.destroy();
    reject(explain(error, host, request));
  };
  const abort = () => session.destroy();
  session.on('error', fail);
  session.once('close', () => cancellation.removeEventListener('abort', abort));
  cancellation.addEventListener('abort', abort, { once: true });
  const stream = ask(session, request);
  const isOver = () => fail(new Error('the connection ended before an answer came'));
  const isSilent = () => stream.destroy(new SilentError());
  stream.on('error', fail).once('close', isOver).on('timeout', isSilent).setTimeout(timeouts.firstByte);
  stream.once('response', (headers) => {
    stream.removeListener('error', fail).removeListener('close', isOver).setTimeout(timeouts.idle);
    resolve(callOf({ session, stream, request, host }, headers));
  });
  if (cancellation.aborted) abort();
}

class SilentError extends Error {
  constructor() {
    super('nothing came for too long');
  }
}

function ask(session: ClientHttp2Session, { url, headers, first }: DuplexRequest): ClientHttp2Stream {
  const { pathname, search } = new URL(url);
  const stream = session.request({
    ...headers,
    [constants.HTTP2_HEADER_METHOD]: 'POST',
    [constants.HTTP2_HEADER_PATH]: `${pathname}${search}`,
  });
  stream.write(first);
  return stream;
}

interface Parts {
  readonly session: ClientHttp2Session;
  readonly stream: ClientHttp2Stream;
  readonly request: DuplexRequest;
  readonly host: string;
}

function callOf(parts: Parts, headers: { readonly [name: string]: unknown }): DuplexCall {
  const { session, stream } = parts;
  return {
    status: Number(headers[constants.HTTP2_HEADER_STATUS]),
    headers: plain(headers),
    chunks: chunksOf(parts),
    write: (bytes) => {
      if (stream.writable) stream.write(bytes);
    },
    finish: (bytes) => {
      if (stream.writable) stream.end(bytes);
    },
    close: () => session.destroy(),
  };
}

async function* chunksOf({ session, stream, request, host }: Parts): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk;
    if (stream.rstCode !== constants.NGHTTP2_NO_ERROR)
      throw new Error(`the stream was reset (${stream.rstCode})`);
  } catch (error) {
    throw explain(error, host, request);
  } finally {
    session.destroy();
  }
}

function plain(headers: { readonly [name: string]: unknown }): Headers {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith(':') || value === undefined ? [] : [[name, String(value)]],
    ),
  );
}

function explain(error: unknown, host: string, { cancellation }: DuplexRequest): AppError {
  if (cancellation.aborted) return new AppError({ code: 'cancelled', message: 'The call was cancelled.' });
  const why = error instanceof Error ? error.message : String(error);
  const code = error instanceof SilentError ? 'timeout' : 'upstream_error';
  return new AppError({
    code,
    retry: 'next',
    message: `The connection to ${host} failed: ${why}.`,
    cause: error,
  });
}
