import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../main/core/app-error.ts';
import { ask, CALLERS, closeEdges, field, KEY, startEdge } from './edge-fixture.ts';
import { openSocket, readAnswer, sendRaw } from './raw-client.ts';

const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await closeEdges();
});

async function open(port: number): Promise<Socket> {
  const socket = await openSocket(port);
  sockets.push(socket);
  return socket;
}

function expectBothForms(body: string): void {
  const parsed: unknown = JSON.parse(body);
  expect(parsed).toMatchObject({ type: 'error', request_id: expect.stringMatching(/^req_/) });
  expect(field(field(parsed, 'error'), 'message')).toEqual(expect.any(String));
  expect(field(field(parsed, 'error'), 'code')).toEqual(expect.any(String));
}

describe('a connection', () => {
  it('with a header block of 20 KB gets 431', async () => {
    const { port } = await startEdge();
    const text = `GET / HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nx-big: ${'x'.repeat(20_000)}\r\n\r\n`;
    const answer = await sendRaw(port, text);
    expect(answer.status).toBe(431);
    expectBothForms(answer.body);
  });

  it('that sends both Content-Length and Transfer-Encoding gets 400', async () => {
    const { port, engine } = await startEdge();
    const text = `POST /v1/messages HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nx-api-key: ${KEY}\r\ncontent-type: application/json\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`;
    const answer = await sendRaw(port, text);
    expect(answer.status).toBe(400);
    expect(engine.requests).toEqual([]);
  });

  it('that does not speak HTTP gets 400', async () => {
    const { port } = await startEdge();
    const answer = await sendRaw(port, '\x16\x03\x01 hello\r\n\r\n');
    expect(answer.status).toBe(400);
    expectBothForms(answer.body);
  });

  it('that is slow with its headers gets 408', async () => {
    const { port } = await startEdge({ limits: { headersMs: 150, requestMs: 400 } });
    const socket = await open(port);
    const answer = readAnswer(socket);
    socket.write('GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n');
    expect((await answer).status).toBe(408);
    expectBothForms((await answer).body);
  });

  it.each(CALLERS)('that is slow with its body gets 408 in the form of $name', async (caller) => {
    const { port } = await startEdge({ limits: { headersMs: 100, requestMs: 300 } });
    const socket = await open(port);
    const answer = readAnswer(socket);
    const lines = Object.entries(caller.headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(
      `POST ${caller.path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${lines.join('')}content-length: 50\r\n\r\n{"model"`,
    );
    const { status, headers, body } = await answer;
    expect(status).toBe(408);
    expect(headers.get('x-krouter-request-id')).toMatch(/^req_/);
    expect(headers.has(caller.requestIdHeader)).toBe(true);
    expect(field(JSON.parse(body), 'type')).toBe(caller.name === 'Anthropic' ? 'error' : undefined);
  });

  it('beyond the limit is told to come back, and served once there is room', async () => {
    const server = await startEdge({ limits: { connections: 256 } });
    const { port } = server;
    const request = `GET /health HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`;
    for (let i = 0; i < 256; i += 1) await open(port);
    const answer = await sendRaw(port, request);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(answer.headers.get('connection')).toBe('close');
    for (const socket of sockets.splice(0)) socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await sendRaw(port, request)).status).toBe(200);
  });

  it('is kept for the next request after an error', async () => {
    const { port } = await startEdge();
    const socket = await open(port);
    const body = '{"model":';
    const text = `POST /v1/messages HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nx-api-key: ${KEY}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    for (let i = 0; i < 3; i += 1) {
      const answer = readAnswer(socket);
      socket.write(text);
      expect((await answer).status).toBe(400);
      socket.removeAllListeners('data');
    }
  });
});

describe.each(CALLERS)('an error for $name', (caller) => {
  it('carries the request id, the retry headers and what is known of the route taken', async () => {
    const server = await startEdge();
    server.engine.refusal = new AppError({
      code: 'rate_limited',
      retry: 'next',
      message: 'All regions are throttled.',
      retryAfterMs: 1_500,
    });
    const response = await ask(server, caller);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(response.headers.get('retry-after-ms')).toBe('1500');
    expect(response.headers.get('x-krouter-attempts')).toBe('1');
    expect(response.headers.get('x-krouter-request-id')).toBe(response.headers.get(caller.requestIdHeader));
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(response.headers.get('etag')).toBeNull();
    expect(JSON.stringify(await response.json())).toContain('All regions are throttled.');
  });

  it('that nobody foresaw is logged in full and not shown', async () => {
    const server = await startEdge();
    server.engine.refusal = new TypeError('secret detail');
    const response = await ask(server, caller);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret detail');
    const id = response.headers.get('x-krouter-request-id');
    expect(server.errors).toEqual([
      {
        message: 'unexpected error',
        fields: { requestId: id, message: 'secret detail', stack: expect.stringContaining('TypeError') },
      },
    ]);
  });

  it('for a wrong method or path is in its form', async () => {
    const { url } = await startEdge();
    const wrongMethod = await fetch(url + caller.path, { headers: caller.headers });
    expect(wrongMethod.status).toBe(405);
    expect(wrongMethod.headers.get('allow')).toBe('POST');
    const { 'content-type': _type, ...headers } = caller.headers;
    const wrongPath = await fetch(`${url}/v1/nowhere`, { headers });
    expect(wrongPath.status).toBe(404);
    const body: unknown = await wrongPath.json();
    expect(field(body, 'type')).toBe(caller.name === 'Anthropic' ? 'error' : undefined);
    expect((await fetch(`${url}/v1/models/%E0%A4%A`, { headers })).status).toBe(400);
  });
});
