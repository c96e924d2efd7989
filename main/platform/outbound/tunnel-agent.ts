import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { connect as connectTls, type SecureContext, TLSSocket } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { AppError } from '../../core/app-error.ts';
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

  override async connect(request: ClientRequest, options: ConnectOptions): Promise<Socket> {
    const { proxy, trust, connectMs } = this.#options;
    const secure = { ...options, ...trust };
    if (proxy.bypass?.(options.host ?? '')) return connectTls(secure);
    if (this.proxy.username !== '' && proxy.password !== undefined) {
      this.proxy.password = encodeURIComponent((await proxy.password()) ?? '');
    }
    const timer = setTimeout(() => request.destroy(proxySilent(this.#proxyTarget, connectMs)), connectMs);
    let isThrough = false;
    request.once('proxyConnect', ({ statusCode = 0 }: { statusCode?: number }) => {
      isThrough = true;
      if (statusCode !== 200) request.destroy(proxyRefused(this.#proxyTarget, statusCode));
    });
    try {
      return await untilSecure(await super.connect(request, secure), request);
    } catch (error) {
      if (isThrough || !(error instanceof Error) || error instanceof AppError) throw error;
      throw connectionError(error, this.#proxyTarget, 'the proxy');
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Waits for the handshake inside the tunnel, so that the connect deadline covers it. */
function untilSecure(socket: Socket, request: ClientRequest): Promise<Socket> {
  if (!(socket instanceof TLSSocket)) return Promise.resolve(socket);
  return new Promise((resolve, reject) => {
    const settle = () => {
      socket.removeListener('error', fail);
      socket.removeListener('secureConnect', done);
      request.removeListener('close', abandon);
    };
    const fail = (error: Error) => {
      settle();
      reject(error);
    };
    const done = () => {
      settle();
      resolve(socket);
    };
    const abandon = () => {
      settle();
      socket.destroy();
      reject(new Error('the request ended before its connection was up'));
    };
    socket.once('error', fail);
    socket.once('secureConnect', done);
    request.once('close', abandon);
  });
}
