import { afterEach, describe, expect, it } from 'vitest';
import { createNodeHttpClient } from '../../../main/platform/node-http-client.ts';
import { SELF_SIGNED_CERT } from '../certificates.ts';
import { startConnectProxy, startTlsFront } from '../connect-proxy.ts';
import { serveHttp, serveTcp } from '../loopback-server.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

function keep<T extends { close(): unknown }>(one: T): T {
  open.push(one);
  return one;
}

const get = (url: string) => ({ method: 'GET', url, headers: {} }) as const;

async function status(client: ReturnType<typeof createNodeHttpClient>, url: string): Promise<number> {
  const response = await client.send(get(url));
  await response.chunks.next();
  await response.chunks.next();
  return response.status;
}

describe('a tunnel', () => {
  it('is kept alive, and made anew after a server has dropped it', async () => {
    const server = keep(
      await serveHttp((request, response) => {
        response.setHeader('connection', request.url === '/last' ? 'close' : 'keep-alive');
        response.end('ok');
      }),
    );
    const front = keep(await startTlsFront(server.url));
    const proxy = keep(await startConnectProxy());
    const client = keep(createNodeHttpClient({ ca: SELF_SIGNED_CERT, proxy: { url: proxy.url } }));
    for (let i = 0; i < 4; i += 1) expect(await status(client, `${front.url}/`)).toBe(200);
    expect(proxy.tunnels).toHaveLength(1);
    expect(await status(client, `${front.url}/last`)).toBe(200);
    expect(await status(client, `${front.url}/`)).toBe(200);
    expect(proxy.tunnels).toHaveLength(2);
  });

  it('is given up when the proxy says nothing within the connect deadline', async () => {
    const proxy = keep(await serveTcp(() => undefined));
    const client = keep(createNodeHttpClient({ proxy: { url: proxy.url }, timeouts: { connect: 80 } }));
    await expect(client.send(get('https://127.0.0.1:1/'))).rejects.toMatchObject({
      code: 'timeout',
      retry: 'next',
      message: expect.stringContaining('did not open a tunnel within 0.08 s'),
    });
  });

  it('is given up when the TLS inside it never comes', async () => {
    const silent = keep(await serveTcp(() => undefined));
    const proxy = keep(await startConnectProxy());
    const client = keep(createNodeHttpClient({ proxy: { url: proxy.url }, timeouts: { connect: 80 } }));
    const url = silent.url.replace('http:', 'https:');
    await expect(client.send(get(url))).rejects.toMatchObject({ code: 'timeout' });
  });

  it('ends with the request that wanted it', async () => {
    const proxy = keep(await serveTcp(() => undefined));
    const client = keep(createNodeHttpClient({ proxy: { url: proxy.url } }));
    const controller = new AbortController();
    const sent = client.send({ ...get('https://127.0.0.1:1/'), cancellation: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(sent).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is not made for plain http, nor for hosts that are left out', async () => {
    const server = keep(await serveHttp((_request, response) => response.end('ok')));
    const front = keep(await startTlsFront(server.url));
    const proxy = keep(await startConnectProxy());
    const bypass = (host: string) => host === '127.0.0.1';
    const client = keep(createNodeHttpClient({ ca: SELF_SIGNED_CERT, proxy: { url: proxy.url, bypass } }));
    expect(await status(client, `${server.url}/`)).toBe(200);
    expect(await status(client, `${front.url}/`)).toBe(200);
    expect(proxy.tunnels).toEqual([]);
  });
});
