import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { SELF_SIGNED_CERT, TEST_KEY } from './certificates.ts';

export interface ConnectProxy {
  readonly url: string;
  /** `host:port` of every tunnel that was opened. */
  readonly tunnels: readonly string[];
  close(): void;
}

export interface ConnectProxyOptions {
  /** `user:password`; anyone when absent. */
  readonly login?: string;
  /** Answered in the place of a tunnel. */
  readonly status?: number;
}

/** A company's proxy, as far as HTTPS needs one: CONNECT, and Basic authentication. */
export async function startConnectProxy({ login, status }: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const tunnels: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (request, socket: Socket) => {
    socket.on('error', () => undefined);
    const expected = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
    if (expected !== undefined && request.headers['proxy-authorization'] !== expected) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
      return;
    }
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
      return;
    }
    const [host = '', port] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host, () => {
      tunnels.push(request.url ?? '');
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    sockets.add(upstream);
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    tunnels,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** TLS by a private authority in front of a plain server on this machine. */
export async function startTlsFront(plainUrl: string): Promise<{ readonly url: string; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createTlsServer({ key: TEST_KEY, cert: SELF_SIGNED_CERT }, (socket) => {
    const inner = connect(Number(new URL(plainUrl).port), '127.0.0.1');
    for (const each of [socket, inner]) {
      sockets.add(each);
      each.on('error', () => undefined).on('close', () => (each === socket ? inner : socket).destroy());
    }
    socket.pipe(inner).pipe(socket);
  });
  server.on('tlsClientError', () => undefined);
  const port = await listen(server);
  return {
    url: `https://127.0.0.1:${port}`,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

interface Listening {
  listen(port: number, host: string, done: () => void): unknown;
  address(): AddressInfo | string | null;
}

async function listen(server: Listening): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
