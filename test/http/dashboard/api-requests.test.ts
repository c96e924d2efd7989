import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../services/fetch-transport.ts';
import { closeServices, type RunningServices, startServices } from '../../services/start-services.ts';

let services: RunningServices;
let authorization: string;

beforeAll(async () => {
  services = await startServices();
  authorization = `Bearer ${await openSession(services.url, services.krouter.dashboardLink(60_000))}`;
});
afterAll(closeServices);

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Sends what a browser would not let a page send. */
function send(
  path: string,
  headers: Record<string, string>,
  { method = 'POST', body = '{}' } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(services.url + path, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode, body: text, headers: response.headers }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const call = (headers: Record<string, string> = {}, options = {}, name = 'status.get') =>
  send(`/dashboard/api/${name}`, { authorization, 'content-type': 'application/json', ...headers }, options);

describe('a request to the API', () => {
  it('from our own page is answered', async () => {
    expect((await call({ origin: services.url, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('from a page of another origin is refused, whatever token it has, and gets no CORS header', async () => {
    const port = new URL(services.url).port;
    const origins = [
      'https://evil.test',
      'http://127.0.0.1:1',
      `http://localhost:${port}`,
      `https://127.0.0.1:${port}`,
      'null',
    ];
    for (const origin of origins) {
      const answer = await call({ origin });
      expect(answer.status).toBe(403);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('from another port of this machine or another site is refused even without an origin', async () => {
    for (const site of ['same-site', 'cross-site']) {
      expect((await call({ 'sec-fetch-site': site })).status).toBe(403);
    }
  });

  it('under a name that is not ours is refused: DNS rebinding', async () => {
    expect((await call({ host: 'evil.test' })).status).toBe(403);
  });

  it('must be JSON: nothing a form can send', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '']) {
      expect((await call({ 'content-type': type })).status).toBe(415);
    }
    expect((await call({ 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it('must be posted', async () => {
    const answer = await call({}, { method: 'GET', body: '' });
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe('POST');
  });

  it('must be well-formed', async () => {
    for (const body of ['', '{', 'null x', `${'['.repeat(200)}${']'.repeat(200)}`, '{"__proto__": {}}']) {
      const answer = await call({}, { body });
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    }
  });

  it('is refused above 1 MiB, told or not', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(1024 * 1024) });
    expect((await call({ 'content-length': String(body.length) }, { body })).status).toBe(413);
    expect((await call({ 'transfer-encoding': 'chunked' }, { body })).status).toBe(413);
  });

  it('for a call that is not in the contract is refused, inherited names of objects included', async () => {
    for (const name of [
      'nothing',
      'constructor',
      '__proto__',
      'toString',
      'hasOwnProperty',
      '',
      'status.get/x',
      '..%2f',
    ]) {
      const answer = await call({}, {}, name);
      expect(answer.status).toBe(404);
      expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code: 'unknown_call' } });
    }
  });

  it('with a member too many is refused by its name', async () => {
    const answer = await call({}, { body: '{"extra": 1}' });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('extra');
  });

  it('for what only the desktop may do is refused', async () => {
    expect((await call({}, {}, 'key.copy')).status).toBe(403);
  });

  it('has a status that fits its error', async () => {
    expect((await call({}, { body: '{"id": "req_none"}' }, 'requests.get')).status).toBe(404);
    expect((await call({}, { body: '{"id": "bedrock-us-east-1"}' }, 'providers.remove')).status).toBe(409);
  });
});
