import { afterEach, describe, expect, it } from 'vitest';
import type { ClientEndpoint, ClientProtocol } from '../../main/core/client-protocol.ts';
import { anthropicDialect } from '../../main/dialects/anthropic/anthropic-dialect.ts';
import { clientProtocols } from '../../main/dialects/client-protocols.ts';
import { openaiChatDialect } from '../../main/dialects/openai-chat/openai-chat-dialect.ts';
import { closeEdges, KEY, startEdge } from './edge-fixture.ts';

afterEach(closeEdges);

const ECHO: ClientEndpoint = {
  kind: 'info',
  method: 'GET',
  paths: ['/x/models/*model\\:describe', '/x/one/:id/about'],
  dialect: anthropicDialect,
  answer: ({ params, query }, models) => ({
    type: 'answer',
    body: { ...params, ...query, models: models.length },
  }),
};

const SIZE: ClientEndpoint = {
  kind: 'chat',
  paths: ['/x/size'],
  dialect: anthropicDialect,
  body: { as: 'bytes', contentType: /^application\/x-bytes$/ },
  decode: ({ body }) => ({
    type: 'answer',
    status: 202,
    body: `${body instanceof Uint8Array ? body.length : 'none'}`,
    contentType: 'text/plain',
  }),
};

/** Speaks in bytes, and signs its answers in a header of its own. */
const BINARY: ClientEndpoint = {
  kind: 'chat',
  paths: ['/x/binary'],
  dialect: {
    ...anthropicDialect,
    streamContentType: 'application/x-bytes',
    requestIdHeader: 'x-own-id',
    keepAlive: new Uint8Array(0),
    createEncoder: () => ({
      push: (event) => Buffer.from(event.type === 'text-delta' ? `<${event.text}>` : ''),
    }),
    encodeError: (error) => ({
      status: 418,
      body: Buffer.from(`!${error.code}`),
      headers: { 'content-type': 'application/x-bytes', 'x-fault': error.code },
    }),
  },
  decode: ({ body, headers }) => openaiChatDialect.decodeRequest(body, headers),
};

const PROTOCOL: ClientProtocol = {
  name: 'cursor',
  endpoints: [ECHO, SIZE, BINARY],
  claims: ({ path }) => (path.startsWith('/x/') ? BINARY.dialect : undefined),
};

async function startWithProtocol() {
  const { url } = await startEdge({ protocols: [PROTOCOL, ...clientProtocols] });
  return (path: string, init: RequestInit = {}) =>
    fetch(url + path, { ...init, headers: { authorization: `Bearer ${KEY}`, ...init.headers } });
}

describe('a protocol in the registry', () => {
  it('gets the decoded parts of its path, its query and the models', async () => {
    const call = await startWithProtocol();
    const named = await call('/x/models/a%2Fb/c:describe?why=not');
    expect(await named.json()).toEqual({ model: 'a/b/c', why: 'not', models: 3 });
    const one = await call('/x/one/arn:aws:x%2Fy/about');
    expect(await one.json()).toEqual({ id: 'arn:aws:x/y', models: 3 });
  });

  it('reads bytes where it says so, and answers at once where no model is needed', async () => {
    const call = await startWithProtocol();
    const headers = { 'content-type': 'application/x-bytes' };
    const answer = await call('/x/size', { method: 'POST', headers, body: new Uint8Array([0, 255, 128]) });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      202,
      'text/plain',
      '3',
    ]);
    const refused = await call('/x/size', { method: 'POST', headers: { 'content-type': 'text/plain' } });
    expect(refused.status).toBe(415);
  });

  it('streams bytes and names its own request id', async () => {
    const call = await startWithProtocol();
    const answer = await call('/x/binary', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: 'Hi' }] }),
    });
    expect(answer.headers.get('content-type')).toBe('application/x-bytes');
    expect(answer.headers.get('x-own-id')).toBe(answer.headers.get('x-krouter-request-id'));
    expect(await answer.text()).toBe('<Hel><lo>');
  });

  it('refuses in its own voice, in bytes and headers, even where it has no endpoint', async () => {
    const call = await startWithProtocol();
    const answer = await call('/x/nowhere');
    expect([answer.status, answer.headers.get('x-fault'), await answer.text()]).toEqual([
      418,
      'route_not_found',
      '!route_not_found',
    ]);
  });

  it('tells which methods a path takes', async () => {
    const call = await startWithProtocol();
    const answer = await call('/x/models/m:describe', { method: 'POST' });
    expect(await answer.text()).toBe('!method_not_allowed');
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });
});

describe('an answer that does not depend on what is offered', () => {
  const CALLS = [
    ['GET', '/api/version', 200],
    ['GET', '/api/ps', 200],
    ['DELETE', '/api/delete', 400],
    ['GET', '/getUsageLimits', 200],
    ['POST', '/v1beta/models/m:embedContent', 400],
  ] as const;

  it.each(CALLS)('%s %s waits for no model list', async (method, path, status) => {
    const { url, engine } = await startEdge();
    engine.models = () => new Promise(() => {});
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    const body = method === 'POST' ? '{}' : undefined;
    expect((await fetch(url + path, { method, headers, body })).status).toBe(status);
  });
});

describe('a key in the target', () => {
  const keyless = { headers: { 'content-type': 'application/json' } };

  it.each([`/key/${KEY}/v1/models`, `/v1/models?key=${KEY}`, `/v1/models?a=b&key=${KEY}&c=d`])(
    'opens %s',
    async (path) => {
      const { url } = await startEdge();
      expect((await fetch(url + path, keyless)).status).toBe(200);
    },
  );

  it('is refused when it is wrong, and shown nowhere', async () => {
    const { url, errors } = await startEdge();
    for (const path of ['/key/sk-secret-wrong/v1/models', '/v1/models?key=sk-secret-wrong']) {
      const answer = await fetch(url + path, keyless);
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain('sk-secret');
    }
    const lost = await fetch(`${url}/key/${KEY}/v1/nowhere?key=${KEY}`, keyless);
    expect(lost.status).toBe(404);
    expect(await lost.text()).not.toContain(KEY);
    expect(JSON.stringify(errors)).not.toContain('sk-');
  });

  it('does not open the dashboard', async () => {
    const { url } = await startEdge();
    expect((await fetch(`${url}/key/${KEY}/dashboard/api/x`, keyless)).status).not.toBe(200);
  });
});
