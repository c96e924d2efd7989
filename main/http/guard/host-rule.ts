import { isIP } from 'node:net';

/** Decides whether a Host header names this server. */
export type HostRule = (host: string) => boolean;

const LOCAL_NAMES = ['127.0.0.1', 'localhost', '[::1]'];
const WILDCARDS = new Set(['0.0.0.0', '::']);

/**
 * The names by which this server may be called. In a DNS rebinding attack the browser sends the attacker's name, and
 * that is the only sign of it. Bound to every interface, any literal address will do: a rebound name is never one.
 */
export function createHostRule(configured: string, port: number): HostRule {
  const names = new Set<string>();
  for (const name of [...LOCAL_NAMES, bracketed(configured)]) {
    names.add(`${name.toLowerCase()}:${port}`);
    if (port === 80) names.add(name.toLowerCase());
  }
  if (!WILDCARDS.has(configured)) return (host) => names.has(host.toLowerCase());
  const suffix = `:${port}`;
  return (host) => {
    if (names.has(host.toLowerCase())) return true;
    return host.endsWith(suffix) && isIP(unbracketed(host.slice(0, -suffix.length))) !== 0;
  };
}

function bracketed(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}

function unbracketed(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}
