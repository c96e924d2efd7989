import { createServer as createTlsServer } from 'node:https';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../main/core/app-error.ts';
import { createNodeHttpClient } from '../../main/platform/node-http-client.ts';
import type { HttpResponse } from '../../main/platform/ports/http-client.ts';
import { EXPIRED_CERT, SELF_SIGNED_CERT, TEST_KEY } from './certificates.ts';
import { type Loopback, serveHttp, serveTcp } from './loopback-server.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

function keep<T extends { close(): unknown }>(one: T): T {
  open.push(one);
  return one;
}

async function read(response: HttpResponse): Promise<string> {
  const pieces: Uint8Array[] = [];
  for (;;) {
    const next = await response.chunks.next();
    if (next.done) return Buffer.concat(pieces).toString();
    pieces.push(next.value);
  }
}

async function failure(promise: Promise<unknown>): Promise<AppError> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof AppError) return thrown;
  throw new Error(`expected an AppError, got ${String(thrown)}`);
}

async function serveTls(cert: string): Promise<string> {
  const server = createTlsServer({ key: TEST_KEY, cert }, (_req, res) => res.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close() {
      server.close();
      server.closeAllConnections();
    },
  });
  const address = server.address();
  return `https://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/`;
}

const post = (url: string, body = '{}') => ({ method: 'POST', url, headers: {}, body }) as const;

describe('the outbound HTTP client', () => {
  it('sends the path exactly as given, without normalising dots or escapes', async () => {
    const server = keep(await serveHttp((req, res) => res.end(req.url)));
    const client = keep(createNodeHttpClient());
    const path = '/model/us.anthropic.claude%3A0/../x//invoke%2525?a=%20b&c=';
    expect(await read(await client.send(post(server.url + path)))).toBe(path);
  });

  it('announces the length of the body in bytes and leaves compressed answers compressed', async () => {
    const server = keep(
      await serveHttp((req, res) => {
        res.setHeader('content-encoding', 'gzip');
        res.end(`${req.headers['content-length']},${req.headers['accept-encoding']}`);
      }),
    );
    const client = keep(createNodeHttpClient());
    expect(await read(await client.send(post(server.url, 'é€')))).toBe('5,undefined');
  });

  it('reuses one socket for requests that follow each other', async () => {
    const ports = new Set<number | undefined>();
    const server = keep(
      await serveHttp((req, res) => {
        ports.add(req.socket.remotePort);
        req.resume().on('end', () => res.end('ok'));
      }),
    );
    const client = keep(createNodeHttpClient());
    for (let i = 0; i < 5; i += 1) expect(await read(await client.send(post(server.url)))).toBe('ok');
    expect(ports.size).toBe(1);
  });

  it('tries once more on a fresh socket when kept sockets died without an answer', async () => {
    let connections = 0;
    const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
    const server = keep(
      await serveTcp((socket) => {
        connections += 1;
        let requests = 0;
        socket.on('data', () => {
          requests += 1;
          if (requests === 1) socket.write(answer);
          else socket.resetAndDestroy();
        });
      }),
    );
    const client = keep(createNodeHttpClient());
    const first = await Promise.all([client.send(post(server.url)), client.send(post(server.url))]);
    for (const response of first) await read(response);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await read(await client.send(post(server.url)))).toBe('ok');
    expect(connections).toBe(3);
  });

  it('does not resend on a fresh socket that is reset', async () => {
    let connections = 0;
    const server = keep(
      await serveTcp((socket) => {
        connections += 1;
        socket.on('data', () => socket.resetAndDestroy());
      }),
    );
    const error = await failure(keep(createNodeHttpClient()).send(post(server.url)));
    expect(error).toMatchObject({ code: 'upstream_error', retry: 'next' });
    expect(error.message).toContain('closed the connection');
    expect(connections).toBe(1);
  });

  it('says that nothing listens when the connection is refused', async () => {
    const server: Loopback = await serveHttp(() => {});
    await server.close();
    const error = await failure(keep(createNodeHttpClient()).send(post(server.url)));
    expect(error).toMatchObject({ code: 'upstream_error', retry: 'next' });
    expect(error.message).toContain(`127.0.0.1:${server.port} refused the connection`);
  });

  it('names the region when its Bedrock host does not exist', async () => {
    const error = await failure(
      keep(createNodeHttpClient()).send(post('https://bedrock-runtime.xx-none-9.amazonaws.com.invalid/')),
    );
    expect(error.code).toBe('upstream_error');
    expect(error.message).toMatch(/region xx-none-9 has no such Bedrock endpoint|could not be looked up/);
  });

  it('speaks TLS to a host whose authority is trusted, and never to an untrusted or expired one', async () => {
    const url = await serveTls(SELF_SIGNED_CERT);
    expect(await read(await keep(createNodeHttpClient({ ca: SELF_SIGNED_CERT })).send(post(url)))).toBe('ok');
    const untrusted = await failure(keep(createNodeHttpClient()).send(post(url)));
    expect(untrusted.message).toContain('No trusted TLS connection');
    const old = post(await serveTls(EXPIRED_CERT));
    const expired = await failure(keep(createNodeHttpClient({ ca: EXPIRED_CERT })).send(old));
    expect(expired.message).toContain('has expired');
  });

  it('gives up on a host that sends no answer', async () => {
    const server = keep(await serveTcp(() => {}));
    const client = keep(createNodeHttpClient({ timeouts: { firstByte: 60 } }));
    const error = await failure(client.send(post(server.url)));
    expect(error).toMatchObject({ code: 'timeout', retry: 'next' });
  });

  it('gives up on a host that does not take the connection in time', async () => {
    const client = keep(createNodeHttpClient());
    // A TLS client towards a server that never speaks: the handshake never ends.
    const server = keep(await serveTcp(() => {}));
    const url = server.url.replace('http:', 'https:');
    const error = await failure(client.send({ ...post(url), timeouts: { connect: 60 } }));
    expect(error.code).toBe('timeout');
    expect(error.message).toContain('accept a connection');
  });

  it('gives up on a body that falls silent, and not while the consumer is the slow one', async () => {
    const server = keep(
      await serveHttp((_req, res) => {
        res.write('one');
        setTimeout(() => res.write('two'), 20);
      }),
    );
    const client = keep(createNodeHttpClient({ timeouts: { idle: 100 } }));
    const response = await client.send(post(server.url));
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect((await response.chunks.next()).value?.toString()).toContain('one');
    await response.chunks.next();
    expect(await failure(response.chunks.next())).toMatchObject({ code: 'timeout', retry: 'next' });
  });

  it.each([
    ['chunked', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n'],
    ['with a length', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'],
  ])('throws when a body %s is cut short by a clean close', async (_name, head) => {
    const server = keep(await serveTcp((socket) => socket.once('data', () => socket.end(head))));
    const response = await keep(createNodeHttpClient()).send(post(server.url));
    expect((await response.chunks.next()).value?.toString()).toBe('abc');
    expect(await failure(response.chunks.next())).toMatchObject({ code: 'upstream_error' });
    expect(await failure(response.chunks.next())).toMatchObject({ code: 'upstream_error' });
  });

  it('stops reading from the socket while nobody takes the chunks', async () => {
    const server = keep(
      await serveHttp((_req, res) => {
        const block = Buffer.alloc(64 * 1024, 1);
        const more = (): void => {
          while (res.write(block));
          res.once('drain', more);
        };
        more();
      }),
    );
    const response = await keep(createNodeHttpClient()).send(post(server.url));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const before = process.memoryUsage().arrayBuffers;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
    response.close();
    response.close();
  });

  it('drops the upstream socket within milliseconds of a cancellation', async () => {
    let closedAt = 0;
    const server = keep(
      await serveHttp((_req, res) => {
        res.on('close', () => {
          closedAt = performance.now();
        });
        res.write('one');
      }),
    );
    const controller = new AbortController();
    const client = keep(createNodeHttpClient());
    const response = await client.send({ ...post(server.url), cancellation: controller.signal });
    await response.chunks.next();
    const pending = failure(response.chunks.next());
    const abortedAt = performance.now();
    controller.abort();
    expect(await pending).toMatchObject({ code: 'cancelled', retry: 'never' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(closedAt - abortedAt).toBeGreaterThan(0);
    expect(closedAt - abortedAt).toBeLessThan(90);
  });

  it('rejects at once when cancelled before or while waiting for the answer', async () => {
    const server = keep(await serveTcp(() => {}));
    const client = keep(createNodeHttpClient());
    const done = new AbortController();
    done.abort();
    expect(await failure(client.send({ ...post(server.url), cancellation: done.signal }))).toMatchObject({
      code: 'cancelled',
    });
    const later = new AbortController();
    const waiting = failure(client.send({ ...post(server.url), cancellation: later.signal }));
    setTimeout(() => later.abort(), 20);
    expect(await waiting).toMatchObject({ code: 'cancelled' });
  });

  it('refuses a URL it could not send verbatim', async () => {
    const error = await failure(keep(createNodeHttpClient()).send(post('http://user@host/')));
    expect(error.code).toBe('internal');
  });
});
