import { createServer } from 'node:net';

/** How many neighbours are tried before any port is taken. */
const NEIGHBOURS = 20;

/** The next port above `taken` that can be had on `host`; any free one when the neighbourhood is full. */
export async function findFreePort(host: string, taken: number): Promise<number> {
  for (let port = taken + 1; port <= Math.min(taken + NEIGHBOURS, 65_535); port += 1) {
    if ((await tryPort(host, port)) !== undefined) return port;
  }
  return (await tryPort(host, 0)) ?? taken;
}

/** The port that was given; undefined when it cannot be had. */
export function tryPort(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? undefined) : undefined));
    });
  });
}
