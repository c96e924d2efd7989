import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isStaleSocket, sendOnce } from './outbound/send-once.ts';
import { splitUrl } from './outbound/split-url.ts';
import type { HttpClient, HttpTimeouts } from './ports/http-client.ts';

export interface NodeHttpClientOptions {
  readonly timeouts?: Partial<HttpTimeouts>;
  /** Extra certificate authorities in PEM, for an inspecting company proxy or a private endpoint. */
  readonly ca?: string | readonly string[];
}

/** Connect as Envoy, first byte within two minutes, silence as long (botocore waits 60 s, Claude Code 300 s). */
const DEFAULT_TIMEOUTS: HttpTimeouts = { connect: 5_000, firstByte: 120_000, idle: 120_000 };

/** Milliseconds an unused socket is kept: under the 60 s after which AWS load balancers drop theirs. */
const FREE_SOCKET_MS = 50_000;

const DEFAULT_PORTS = { 'http:': 80, 'https:': 443 } as const;

/** Outbound HTTP on Node's own client with keep-alive sockets, the most recently used first. */
export function createNodeHttpClient(options: NodeHttpClientOptions = {}): HttpClient {
  const defaults = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  const agents = createAgents(options);
  return {
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
    close() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

type Agents = { readonly 'http:': HttpAgent; readonly 'https:': HttpsAgent };

function createAgents(options: NodeHttpClientOptions): Agents {
  const shared = {
    keepAlive: true,
    noDelay: true,
    maxSockets: Number.POSITIVE_INFINITY,
    maxFreeSockets: 256,
    scheduling: 'lifo',
    timeout: FREE_SOCKET_MS,
  } as const;
  const ca = typeof options.ca === 'string' ? options.ca : options.ca && [...options.ca];
  return { 'http:': new HttpAgent(shared), 'https:': new HttpsAgent({ ...shared, ca }) };
}

/** Where one idle socket was dead, its neighbours to the same host most likely are too. */
function dropFreeSockets(agent: HttpAgent, prefix: string): void {
  for (const [name, sockets] of Object.entries(agent.freeSockets)) {
    if (!name.startsWith(prefix)) continue;
    for (const socket of sockets ?? []) socket.destroy();
  }
}
