import type { ListenAddress } from './routing-switch.ts';

const WILDCARDS = new Set(['0.0.0.0', '::']);

/** The URL by which this machine reaches the server. */
export function baseUrlOf({ host, port }: ListenAddress): string {
  const name = WILDCARDS.has(host) ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
