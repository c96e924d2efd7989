import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createNodeHttpClient } from '../../main/platform/node-http-client.ts';
import { watchNetwork } from '../../main/platform/watch-network.ts';
import { serveHttp } from './loopback-server.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const LOOPBACK = '127.0.0.1';

/** A stream under way and an idle socket, both on the loopback address, and a watch whose addresses we choose. */
async function setUp() {
  const open: ServerResponse[] = [];
  const server = await serveHttp((_request, response) => {
    open.push(response);
    response.write('first');
  });
  const client = createNodeHttpClient();
  let addresses: ReadonlySet<string> = new Set([LOOPBACK, '192.0.2.7', '2001:db8::7']);
  const told: ReadonlySet<string>[] = [];
  const end = watchNetwork(
    (left) => {
      told.push(left);
      client.dropLost(left);
    },
    { addresses: () => addresses, everyMs: 5 },
  );
  ends.push(
    end,
    () => client.close(),
    () => server.close(),
  );
  const send = () => client.send({ method: 'GET', url: `${server.url}/`, headers: {} });
  const have = (...now: string[]) => {
    addresses = new Set(now);
  };
  return { send, have, told, open };
}

describe('a machine that changes networks', () => {
  it('loses the connections on the address that is gone at once, and makes new ones', async () => {
    const { send, have } = await setUp();
    const { chunks } = await send();
    expect((await chunks.next()).done).toBe(false);
    const broken = chunks.next();
    have('192.0.2.7');
    await expect(broken).rejects.toMatchObject({ code: 'upstream_error', retry: 'next' });
    expect((await (await send()).chunks.next()).done).toBe(false);
  });

  it('keeps the others: a new address, or the loss of one that nothing stands on, breaks no stream', async () => {
    const { send, have, told, open } = await setUp();
    const { chunks } = await send();
    await chunks.next();
    have(LOOPBACK, '192.0.2.7', '2001:db8::7', '198.51.100.4');
    have(LOOPBACK);
    await expect.poll(() => told.length).toBe(1);
    open[0]?.end('second');
    const next = await chunks.next();
    expect(Buffer.from(next.value ?? []).toString()).toBe('second');
  });

  it('is left alone while nothing changes', async () => {
    const { send, told } = await setUp();
    await send();
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(told).toEqual([]);
  });
});
