import { networkInterfaces } from 'node:os';

/** How often the addresses are looked at, in milliseconds: one look takes some 50 µs. */
const LOOK_MS = 2_000;

export interface NetworkWatch {
  /** This machine's addresses, without zones. */
  readonly addresses?: () => ReadonlySet<string>;
  readonly everyMs?: number;
}

/**
 * Calls back with the addresses that are left whenever this machine loses one: another Wi-Fi, a cable pulled, a VPN
 * ended. Neither Node nor Electron tells. Keeps no process alive. Returns what ends it.
 */
export function watchNetwork(
  onLost: (left: ReadonlySet<string>) => void,
  { addresses = ownAddresses, everyMs = LOOK_MS }: NetworkWatch = {},
): () => void {
  let known = addresses();
  const timer = setInterval(() => {
    const left = addresses();
    const isLess = [...known].some((address) => !left.has(address));
    known = left;
    if (isLess) onLost(left);
  }, everyMs).unref();
  return () => clearInterval(timer);
}

function ownAddresses(): ReadonlySet<string> {
  const found = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return new Set(found.map(({ address }) => address.replace(/%.*$/, '')));
}
