import { afterEach, describe, expect, it } from 'vitest';
import { createHostRule } from '../../main/http/guard/host-rule.ts';
import { isLoopback } from '../../main/http/guard/loopback.ts';
import { ask, CALLERS, closeEdges, KEY, readError, startEdge } from './edge-fixture.ts';
import { sendRaw } from './raw-client.ts';

afterEach(closeEdges);

const get = (port: number, ...lines: string[]) =>
  sendRaw(port, `${['GET /v1/models HTTP/1.1', ...lines].join('\r\n')}\r\n\r\n`);
const AUTH = `authorization: Bearer ${KEY}`;

describe('the guard', () => {
  it('answers to its own names with its own port only', async () => {
    const { port } = await startEdge();
    for (const host of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]']) {
      expect((await get(port, `host: ${host}:${port}`, AUTH)).status).toBe(200);
    }
    for (const host of ['evil.test', `evil.test:${port}`, '127.0.0.1', '127.0.0.1:1', `0.0.0.0:${port}`]) {
      expect((await get(port, `host: ${host}`, AUTH)).status, host).toBe(403);
    }
  });

  it('refuses a missing Host and repeated headers that may stand once', async () => {
    const { port } = await startEdge();
    const host = `host: 127.0.0.1:${port}`;
    expect((await get(port, AUTH)).status).toBe(400);
    expect((await get(port, host, host, AUTH)).status).toBe(400);
    expect((await get(port, host, AUTH, AUTH)).status).toBe(400);
    expect((await get(port, host, AUTH, 'content-length: 0', 'content-length: 0')).status).toBe(400);
  });

  it('does not take a forged Host or forwarding header for permission', async () => {
    const { port } = await startEdge();
    const forged = ['x-forwarded-for: 127.0.0.1', 'x-real-ip: 127.0.0.1', 'x-9r-real-ip: 127.0.0.1'];
    expect((await get(port, `host: 127.0.0.1:${port}`, ...forged)).status).toBe(401);
  });

  it('refuses absolute request targets', async () => {
    const { port } = await startEdge();
    const text = `GET http://evil.test/v1/models HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${AUTH}\r\n\r\n`;
    expect((await sendRaw(port, text)).status).toBe(400);
  });

  it.each(CALLERS)(
    'refuses foreign origins in the form of $name, without any CORS header',
    async (caller) => {
      const server = await startEdge();
      const port = server.port;
      for (const origin of [
        'http://evil.test',
        'null',
        `http://localhost:${port + 1}`,
        `https://127.0.0.1:${port}`,
      ]) {
        const response = await ask(server, caller, { headers: { origin } });
        expect(response.status, origin).toBe(403);
        expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
        expect((await readError(response)).type).toBe('permission_error');
      }
      expect((await ask(server, caller, { headers: { origin: server.url } })).status).toBe(200);
      expect(server.engine.requests).toHaveLength(1);
    },
  );

  it('refuses what a browser marks as cross-site or another port', async () => {
    const { port } = await startEdge();
    const host = `host: 127.0.0.1:${port}`;
    for (const site of ['same-site', 'cross-site']) {
      expect((await get(port, host, AUTH, `sec-fetch-site: ${site}`)).status).toBe(403);
    }
    for (const site of ['same-origin', 'none']) {
      expect((await get(port, host, AUTH, `sec-fetch-site: ${site}`)).status).toBe(200);
    }
  });

  it('answers no preflight and no upgrade', async () => {
    const { port, url } = await startEdge();
    const preflight = await fetch(`${url}/v1/messages`, {
      method: 'OPTIONS',
      headers: { origin: url, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(403);
    const upgrade = await get(
      port,
      `host: 127.0.0.1:${port}`,
      AUTH,
      'connection: upgrade',
      'upgrade: websocket',
    );
    expect(upgrade.status).toBe(403);
    const tunnel = await sendRaw(port, `CONNECT evil.test:443 HTTP/1.1\r\nhost: evil.test:443\r\n\r\n`);
    expect(tunnel.status).toBe(403);
  });
});

type HeaderSets = readonly Readonly<Record<string, string>>[];

const WRONG_KEYS: HeaderSets = [
  {},
  { authorization: 'Bearer wrong' },
  { 'x-api-key': 'wrong' },
  { authorization: `Basic ${KEY}` },
  { authorization: `Bearer ${KEY}`, 'x-api-key': 'other' },
  { 'x-api-key': KEY, 'api-key': 'other' },
];

const RIGHT_KEYS: HeaderSets = [
  { authorization: `bearer ${KEY}` },
  { 'x-api-key': KEY },
  { 'api-key': KEY },
  { authorization: `Bearer ${KEY}`, 'x-api-key': KEY },
];

describe('the API key', () => {
  const routes = [
    ['POST', '/v1/chat/completions'],
    ['POST', '/chat/completions'],
    ['POST', '/v1/messages'],
    ['POST', '/v1/messages/count_tokens'],
    ['GET', '/v1/models'],
    ['GET', '/v1/models/claude-sonnet-4-6'],
    ['GET', '/metrics'],
    ['GET', '/nowhere'],
  ] as const;

  it.each(routes)('is asked for at %s %s', async (method, path) => {
    const { url, engine } = await startEdge();
    for (const headers of WRONG_KEYS) {
      const response = await fetch(url + path, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
      });
      expect(response.status).toBe(401);
      expect((await readError(response)).message).toContain('/home/user/.krouter/api-key');
      expect(response.headers.get('x-should-retry')).toBe('false');
    }
    expect(engine.requests).toEqual([]);
  });

  it('is taken from any of its headers, also when several agree', async () => {
    const { url } = await startEdge();
    for (const headers of RIGHT_KEYS) {
      expect((await fetch(`${url}/v1/models`, { headers })).status).toBe(200);
    }
  });

  it('says so when two headers carry different keys', async () => {
    const { url } = await startEdge();
    const response = await fetch(`${url}/v1/models`, {
      headers: { authorization: `Bearer ${KEY}`, 'x-api-key': 'x' },
    });
    expect((await readError(response)).message).toContain('conflicting');
  });

  it('is not asked for by mounts, which have the guard before them all the same', async () => {
    const mount = {
      path: '/dashboard',
      handle: (request: { url?: string }, response: { end(text: string): void }) =>
        response.end(`at ${request.url}`),
    };
    const { url } = await startEdge({ mounts: [mount] });
    expect(await (await fetch(`${url}/dashboard/x`)).text()).toBe('at /x');
    expect((await fetch(`${url}/dashboard/x`, { headers: { origin: 'http://evil.test' } })).status).toBe(403);
  });
});

describe('the host rule', () => {
  it('accepts any literal address when bound to every interface, and no foreign name', () => {
    const isOurs = createHostRule('0.0.0.0', 20128);
    expect(isOurs('192.168.1.5:20128')).toBe(true);
    expect(isOurs('[fe80::1]:20128')).toBe(true);
    expect(isOurs('evil.test:20128')).toBe(false);
    expect(isOurs('192.168.1.5:80')).toBe(false);
  });

  it('accepts a configured name, and the default port unwritten', () => {
    expect(createHostRule('desk.local', 20128)('desk.local:20128')).toBe(true);
    expect(createHostRule('::1', 80)('[::1]')).toBe(true);
  });

  it('knows loopback sockets by address alone', () => {
    for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])
      expect(isLoopback(address)).toBe(true);
    for (const address of [
      '10.0.0.1',
      '::ffff:10.0.0.1',
      '128.0.0.1',
      'fe80::1',
      '127.0.0.1.evil',
      undefined,
    ]) {
      expect(isLoopback(address)).toBe(false);
    }
  });
});
