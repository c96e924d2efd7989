import { type AppError, toAppError } from '../core/app-error.ts';
import { proxySecretId } from '../core/proxy-secret.ts';
import { createNodeHttpClient, type NodeHttpClient } from './node-http-client.ts';
import { envProxy } from './outbound/env-proxy.ts';
import { readCaFile } from './outbound/read-ca-file.ts';
import type { ProxySetup } from './outbound/tunnel-agent.ts';
import type { HttpTimeouts } from './ports/http-client.ts';
import type { Log } from './ports/log.ts';
import type { SecretReader } from './ports/secrets.ts';

/** How one provider gets out; what is absent follows the environment. */
export interface OutboundSettings {
  readonly proxy?: string;
  readonly caFile?: string;
}

/** Outbound HTTP, one client for each way out. */
export interface OutboundPool {
  /** Never throws: a file of certificate authorities that cannot be used fails every call instead. */
  of(settings: OutboundSettings): NodeHttpClient;
  /** Drops the connections on addresses that this machine no longer has. */
  dropLost(addresses: ReadonlySet<string>): void;
  /** Drops every connection, idle or not; the next request makes a new one. */
  close(): void;
}

export interface OutboundPoolParts {
  readonly env: { readonly [name: string]: string | undefined };
  readonly log: Log;
  /** Where the passwords of proxies are kept. */
  readonly secrets: SecretReader;
  readonly timeouts?: Partial<HttpTimeouts>;
}

/** `HTTPS_PROXY`, `NO_PROXY` and `NODE_EXTRA_CA_CERTS` where nothing is set; a packaged desktop app ignores the last itself. */
export function createOutboundPool(parts: OutboundPoolParts): OutboundPool {
  const clients = new Map<string, NodeHttpClient>();
  const usual = { proxy: envProxy(parts.env), ca: extraAuthorities(parts) };
  const find = ({ proxy, caFile }: OutboundSettings): NodeHttpClient => {
    const own = caFile === undefined ? [] : readCaFile(caFile).certificates;
    const ca = [...usual.ca, ...own];
    // By what stands in the file, so that a new one is noticed with the next save.
    const key = JSON.stringify([proxy, own]);
    const client =
      clients.get(key) ??
      createNodeHttpClient({
        timeouts: parts.timeouts,
        ca: ca.length === 0 ? undefined : ca,
        proxy: proxy === undefined ? usual.proxy : chosenProxy(proxy, parts.secrets),
      });
    clients.set(key, client);
    return client;
  };
  return {
    of(settings) {
      try {
        return find(settings);
      } catch (error) {
        return unusable(toAppError(error), find({}).httpsAgent);
      }
    },
    dropLost(addresses) {
      for (const client of clients.values()) client.dropLost(addresses);
    },
    close() {
      for (const client of clients.values()) client.close();
    },
  };
}

/** One provider's bad file must not keep the others from starting: it fails with its first call. */
function unusable(error: AppError, httpsAgent: NodeHttpClient['httpsAgent']): NodeHttpClient {
  const nothing = () => undefined;
  return { httpsAgent, send: () => Promise.reject(error), dropLost: nothing, close: nothing };
}

function chosenProxy(url: string, secrets: SecretReader): ProxySetup {
  return { url, password: () => secrets.read(proxySecretId(url), 'apiKey') };
}

function extraAuthorities({ env, log }: OutboundPoolParts): readonly string[] {
  const path = env['NODE_EXTRA_CA_CERTS'];
  if (!path) return [];
  try {
    return readCaFile(path).certificates;
  } catch (error) {
    log.warn('NODE_EXTRA_CA_CERTS names a file that cannot be used', { path, error });
    return [];
  }
}
