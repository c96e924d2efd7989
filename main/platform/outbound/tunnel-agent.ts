import type { ClientRequest } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { connectionError } from './connection-error.ts';
import { proxyRefused, proxySilent } from './proxy-error.ts';
import { splitUrl, type Target } from './split-url.ts';

/** The proxy of a company's network. */
export interface ProxySetup {
  /** `http://proxy:3128`, `http://user@proxy:3128`; with a password where the environment gave one. */
  readonly url: string;
  /** The password, where the URL has none. Asked anew for every connection, so that it can be corrected. */
  password?(): Promise<string | undefined>;
  /** Hosts that are called directly. */
  bypass?(hostname: string): boolean;
}

export interface TunnelOptions {
  readonly proxy: ProxySetup;
  /** Whom to trust, if not the usual authorities alone. */
  readonly trust: { readonly secureContext: SecureContext } | undefined;
  /** Milliseconds until the tunnel and the TLS inside it are up. */
  readonly connectMs: number;
  readonly freeSocketMs: number;
}

type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];

/** Sockets through the proxy's CONNECT, kept alive and handed out last in, first out, with errors that name the cure. */
export class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #options: TunnelOptions;
  readonly #proxyTarget: Target;

  constructor(options: TunnelOptions) {
    const { proxy, trust, freeSocketMs } = options;
    super(proxy.url, { keepAlive: true, noDelay: true, scheduling: 'lifo', maxFreeSockets: 256, ...trust });
    // The library forgets these; Node's agent reads the first when a socket falls idle.
    this.options = { ...this.options, timeout: freeSocketMs };
    this.#options = options;
    const { protocol, host } = new URL(proxy.url);
    this.#proxyTarget = splitUrl(`${protocol}//${host}`);
  }

  /** Always: only https goes through it. The library would guess by a stack trace, and by none when a socket falls idle. */
  override isSecureEndpoint(): boolean {
    return true;
  }

  override async connect(request: ClientRequest, options: ConnectOptions): Promise<Socket> {
    const { proxy, trust, connectMs } = this.#options;
    const target = { ...options, ...trust, servername: nameOf(options.host) };
    if (proxy.bypass?.(options.host ?? '')) return connectTls(target);
    if (this.proxy.username !== '' && proxy.password !== undefined) {
      this.proxy.password = encodeURIComponent((await proxy.password()) ?? '');
    }
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), connectMs);
    try {
      const tunnel = await this.#openTunnel(request, options, deadline.signal);
      return await secure(connectTls({ ...target, socket: tunnel }), deadline.signal);
    } catch (error) {
      throw deadline.signal.aborted ? proxySilent(this.#proxyTarget, connectMs) : error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #openTunnel(request: ClientRequest, options: ConnectOptions, signal: AbortSignal): Promise<Socket> {
    let status = 0;
    request.once('proxyConnect', ({ statusCode }: { statusCode: number }) => {
      status = statusCode;
    });
    try {
      // Read at once by the library: without it a proxy that never answers would hold the socket for ever.
      this.connectOpts = { ...this.connectOpts, signal };
      // The TLS inside is ours: the library checks certificates of IP addresses against `localhost`.
      const socket = await super.connect(request, { ...options, secureEndpoint: false });
      if (status === 200) return socket;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw connectionError(error, this.#proxyTarget, 'the proxy');
    }
    throw proxyRefused(this.#proxyTarget, status);
  }
}

/** Server names are for names only. */
function nameOf(host: string | undefined): string | undefined {
  return host === undefined || isIP(host) !== 0 ? undefined : host;
}

/** Waits for the handshake inside the tunnel, so that the connect deadline covers it. */
function secure(socket: TLSSocket, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const end = () => socket.destroy(new Error('the connection took too long'));
    const settle = () => {
      signal.removeEventListener('abort', end);
      socket.removeListener('error', fail);
      socket.removeListener('secureConnect', done);
    };
    const fail = (error: Error) => {
      settle();
      // The socket below may have something to say as well.
      socket.on('error', () => undefined);
      reject(error);
    };
    const done = () => {
      settle();
      resolve(socket);
    };
    signal.addEventListener('abort', end, { once: true });
    socket.once('error', fail);
    socket.once('secureConnect', done);
  });
}
