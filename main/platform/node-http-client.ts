import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { dropLostSockets } from './outbound/drop-lost-sockets.ts';
import { isStaleSocket, sendOnce } from './outbound/send-once.ts';
import { splitUrl } from './outbound/split-url.ts';
import { type ProxySetup, TunnelAgent } from './outbound/tunnel-agent.ts';
import type { HttpClient, HttpTimeouts } from './ports/http-client.ts';

export interface NodeHttpClientOptions {
  readonly timeouts?: Partial<HttpTimeouts>;
  /** Certificate authorities in PEM to trust beside the usual ones: an inspecting company proxy, a private endpoint. */
  readonly ca?: string | readonly string[];
  /** Every https request goes through it. */
  readonly proxy?: ProxySetup;
}

/** The client, and the agent of its https requests for libraries that bring their own. */
export interface NodeHttpClient extends HttpClient {
  readonly httpsAgent: HttpsAgent;
  /** Drops the sockets on addresses that this machine no longer has. */
  dropLost(addresses: ReadonlySet<string>): void;
}

/** Connect as Envoy, first byte within two minutes, silence as long (botocore waits 60 s, Claude Code 300 s). */
const DEFAULT_TIMEOUTS: HttpTimeouts = { connect: 5_000, firstByte: 120_000, idle: 120_000 };

/** Milliseconds an unused socket is kept: under the 60 s after which AWS load balancers drop theirs. */
const FREE_SOCKET_MS = 50_000;

const DEFAULT_PORTS = { 'http:': 80, 'https:': 443 } as const;

/** Outbound HTTP on Node's own client with keep-alive sockets, the most recently used first. */
export function createNodeHttpClient(options: NodeHttpClientOptions = {}): NodeHttpClient {
  const defaults = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const agents = createAgents(options, defaults.connect);
  return {
    httpsAgent: agents['https:'],
    async send(request) {
      const target = splitUrl(request.url);
      const agent = agents[target.protocol];
      const timeouts = { ...defaults, ...request.timeouts };
      try {
        return await sendOnce({ request, target, agent, timeouts });
      } catch (thrown) {
        if (!isStaleSocket(thrown)) throw thrown;
        dropFreeSockets(agent, `${target.hostname}:${target.port ?? DEFAULT_PORTS[target.protocol]}:`);
        return sendOnce({ request, target, agent, timeouts });
      }
    },
    dropLost(addresses) {
      for (const agent of Object.values(agents)) dropLostSockets(agent, addresses);
    },
    close() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

type Agents = { readonly 'http:': HttpAgent; readonly 'https:': HttpsAgent };

function createAgents({ ca: extra, proxy }: NodeHttpClientOptions, connectMs: number): Agents {
  const shared = {
    keepAlive: true,
    noDelay: true,
    maxSockets: Number.POSITIVE_INFINITY,
    maxFreeSockets: 256,
    scheduling: 'lifo',
    timeout: FREE_SOCKET_MS,
  } as const;
  const trust = extra === undefined ? undefined : trustAlso([extra].flat());
  const https =
    proxy === undefined
      ? new HttpsAgent({ ...shared, ...trust })
      : new TunnelAgent({ proxy, trust, connectMs, freeSocketMs: FREE_SOCKET_MS });
  return { 'http:': new HttpAgent(shared), 'https:': https };
}

/** Made once: reading some 150 authorities for every connection would cost each 20 ms. */
function trustAlso(extra: readonly string[]): { readonly secureContext: SecureContext } {
  // Node takes a list in the place of its own authorities.
  return { secureContext: createSecureContext({ ca: [...rootCertificates, ...extra] }) };
}

/** Where one idle socket was dead, its neighbours to the same host most likely are too. */
function dropFreeSockets(agent: HttpAgent, prefix: string): void {
  for (const [name, sockets] of Object.entries(agent.freeSockets)) {
    if (!name.startsWith(prefix)) continue;
    for (const socket of sockets ?? []) socket.destroy();
  }
}
