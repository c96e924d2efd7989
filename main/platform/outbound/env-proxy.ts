import type { ProxySetup } from './tunnel-agent.ts';

type Environment = { readonly [name: string]: string | undefined };

/** The proxy that the environment names for https, and the hosts it leaves out (`NO_PROXY`; this machine always). */
export function envProxy(env: Environment): ProxySetup | undefined {
  const named = read(env, 'HTTPS_PROXY') ?? read(env, 'ALL_PROXY');
  if (named === undefined) return undefined;
  const url = /^[a-z0-9+.-]+:\/\//i.test(named) ? named : `http://${named}`;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined;
  const left = (read(env, 'NO_PROXY') ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return { url, bypass: (hostname) => isLoopback(hostname) || isLeftOut(hostname.toLowerCase(), left) };
}

/** Both spellings are in use; the lower-case one wins, as in curl. */
function read(env: Environment, name: string): string | undefined {
  return env[name.toLowerCase()]?.trim() || env[name]?.trim() || undefined;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '::1' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** `example.com` and `.example.com` stand for the domain and everything under it, `*` for all. Ports are not told apart. */
function isLeftOut(hostname: string, left: readonly string[]): boolean {
  return left.some((entry) => {
    const domain = entry.replace(/^\*?\./, '').replace(/:\d+$/, '');
    return entry === '*' || hostname === domain || hostname.endsWith(`.${domain}`);
  });
}
