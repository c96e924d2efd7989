import type { Agent } from 'node:http';

/**
 * Destroys the sockets that stand on an address this machine no longer has: nothing will ever come through them, and
 * without this it takes a minute or two to find out. All others go on.
 */
export function dropLostSockets(agent: Agent, addresses: ReadonlySet<string>): void {
  for (const sockets of [...Object.values(agent.sockets), ...Object.values(agent.freeSockets)]) {
    for (const socket of sockets ?? []) {
      const { localAddress } = socket;
      if (localAddress !== undefined && !addresses.has(plain(localAddress))) socket.destroy(lost());
    }
  }
}

/** IPv4 on a socket for both families, and without the zone of a link-local address. */
function plain(address: string): string {
  return address.replace(/^::ffff:/, '').replace(/%.*$/, '');
}

function lost(): Error {
  return Object.assign(new Error('this machine left the network'), { code: 'ENETDOWN' });
}
