import { type IncomingHttpHeaders, request, type Server } from 'node:http';
import {
  constants,
  createServer,
  type IncomingHttpHeaders as Http2Headers,
  type Http2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { isLoopback } from './guard/loopback.ts';

/** How an HTTP/2 connection without TLS begins. */
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

/**
 * Lets clients speak HTTP/2 without TLS, as AWS's runtime client for JavaScript does unasked. Each of their streams goes to
 * this same server as an HTTP/1.1 request, so that guard, routes and answers know one protocol only. Only this machine's
 * connections are relayed: behind the relay every caller would look like one.
 * @param firstByteMs how long a new connection may say nothing
 */
export function relayHttp2(server: Server, firstByteMs: number): void {
  const [accept] = server.listeners('connection');
  if (accept === undefined) return;
  const waiting = new Set<Socket>();
  const sessions = new Set<Http2Session>();
  const http2 = createServer();
  http2.on('session', (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
    session.on('error', () => session.destroy());
  });
  http2.on('stream', (stream, headers) => relay(server, stream, headers));
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    waiting.add(socket);
    firstChunk(socket, firstByteMs, (chunk) => {
      waiting.delete(socket);
      if (isPreface(chunk) && isLoopback(socket.remoteAddress)) http2.emit('connection', socket);
      else Reflect.apply(accept, server, [socket]);
    });
    socket.once('close', () => waiting.delete(socket));
  });
  closeWith(server, () => {
    for (const socket of waiting) socket.destroy();
    for (const session of sessions) session.destroy();
  });
}

/** Waits for the first bytes, gives them back to the socket and hands it on; one that says nothing is dropped. */
function firstChunk(socket: Socket, withinMs: number, handOn: (chunk: Buffer) => void): void {
  const drop = () => socket.destroy();
  const silence = setTimeout(drop, withinMs).unref();
  // Sockets of an HTTP server stay half open: whoever hangs up before a word must be let go.
  socket
    .once('close', () => clearTimeout(silence))
    .once('error', drop)
    .once('end', drop);
  socket.once('data', (chunk: Buffer) => {
    clearTimeout(silence);
    socket.off('error', drop).off('end', drop).pause();
    socket.unshift(chunk);
    handOn(chunk);
    process.nextTick(() => socket.resume());
  });
}

function isPreface(chunk: Buffer): boolean {
  return chunk.subarray(0, PREFACE.length).equals(PREFACE);
}

/** What the server is told to drop at once includes what only the relay knows. */
function closeWith(server: Server, drop: () => void): void {
  const closeAll = server.closeAllConnections.bind(server);
  server.closeAllConnections = () => {
    closeAll();
    drop();
  };
}

function relay(server: Server, stream: ServerHttp2Stream, headers: Http2Headers): void {
  const { port } = addressOf(server);
  const { ':method': method, ':path': path, ':authority': host } = headers;
  const inner = request({ host: '127.0.0.1', port, method, path, headers: { ...plain(headers), host } });
  stream.on('error', () => inner.destroy());
  stream.on('close', () => inner.destroy());
  inner.on('error', () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
  inner.on('response', (response) => {
    if (stream.closed) return void response.destroy();
    stream.respond({ ':status': response.statusCode ?? 502, ...withoutHopHeaders(response.headers) });
    response.on('error', () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
    response.on('aborted', () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
    response.pipe(stream);
  });
  stream.pipe(inner);
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (typeof address === 'object' && address !== null) return address;
  throw new TypeError('the server listens on no port');
}

function plain(headers: Http2Headers): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':')));
}

/** Headers that speak of one connection; HTTP/2 knows none of them. */
const HOP_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'proxy-connection',
]);

function withoutHopHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_HEADERS.has(name)));
}
