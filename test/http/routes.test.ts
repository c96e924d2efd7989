import { afterEach, describe, expect, it } from 'vitest';
import { ask, CALLERS, closeEdges, field, KEY, startEdge } from './edge-fixture.ts';
import { MODELS } from './scripted-engine.ts';

afterEach(closeEdges);

const AUTH = { authorization: `Bearer ${KEY}` };

describe('the routes', () => {
  it('answer probes and /health without a key, and tell no secret', async () => {
    const { url } = await startEdge();
    for (const path of ['/', '/api/hello', '/v1']) {
      const head = await fetch(url + path, { method: 'HEAD' });
      expect(head.status).toBe(200);
      expect(await head.text()).toBe('');
      expect((await fetch(url + path)).status).toBe(200);
    }
    const health: unknown = await (await fetch(`${url}/health`)).json();
    expect(health).toEqual({
      status: 'ok',
      version: '1.2.3',
      uptimeSeconds: expect.any(Number),
      instance: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(JSON.stringify(health)).not.toContain(KEY);
  });

  it('give /metrics as text to whoever has the key', async () => {
    const { url } = await startEdge();
    const response = await fetch(`${url}/metrics`, { headers: AUTH });
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toBe('krouter_up 1\n');
  });

  it.each([
    '/v1/chat/completions',
    '/chat/completions',
    '/v1/v1/chat/completions',
    '/v1/messages',
    '/v1/messages?beta=true',
    '/v1/v1/messages',
  ])('take a chat at %s', async (path) => {
    const { url } = await startEdge();
    const caller = path.includes('messages') ? CALLERS[1] : CALLERS[0];
    const response = await fetch(url + path, {
      method: 'POST',
      headers: caller.headers,
      body: JSON.stringify(caller.body),
    });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('Hello');
  });

  it('count tokens, and say when the number is a guess', async () => {
    const { url, engine } = await startEdge();
    const { max_tokens: _unused, ...body } = CALLERS[1].body;
    const response = await fetch(`${url}/v1/messages/count_tokens?beta=true`, {
      method: 'POST',
      headers: CALLERS[1].headers,
      body: JSON.stringify(body),
    });
    expect(await response.json()).toEqual({ input_tokens: 42 });
    expect(response.headers.get('x-krouter-warnings')).toBe('approximated:input_tokens');
    expect(engine.requests[0]?.model).toBe('claude-sonnet-4-6');
  });

  it('list models in the form the caller shows itself to want', async () => {
    const { url } = await startEdge();
    const read = async (path: string, headers: Record<string, string> = {}): Promise<unknown> =>
      (await fetch(url + path, { headers: { ...AUTH, ...headers } })).json();
    expect(await read('/v1/models')).toMatchObject({ object: 'list', data: { length: MODELS.length } });
    const anthropic = await read('/v1/models', { 'anthropic-version': '2023-06-01' });
    expect(field(anthropic, 'object')).toBeUndefined();
    expect(anthropic).toMatchObject({ has_more: false, first_id: MODELS[0]?.id });
    expect(await read('/v1/models?limit=1')).toMatchObject({ has_more: true, last_id: MODELS[0]?.id });
    const after = `/v1/models?limit=1&after_id=${encodeURIComponent(MODELS[0]?.id ?? '')}`;
    expect(await read(after)).toMatchObject({ has_more: true, first_id: MODELS[1]?.id });
    expect(field(await read('/v1/models?limit=no'), 'error')).toMatchObject({
      type: 'invalid_request_error',
    });
    const before = `/v1/models?before_id=${encodeURIComponent(MODELS[1]?.id ?? '')}`;
    expect(await read(before)).toMatchObject({ has_more: false, last_id: MODELS[0]?.id });
  });

  it.each(MODELS.map((model) => model.id))('show the model %s, its slashes escaped or not', async (id) => {
    const { url } = await startEdge();
    for (const path of [id, encodeURIComponent(id)]) {
      const response = await fetch(`${url}/v1/models/${path}`, { headers: AUTH });
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ id, object: 'model' });
    }
    expect((await fetch(`${url}/v1/models/none`, { headers: AUTH })).status).toBe(404);
    expect((await fetch(`${url}/v1/models`, { method: 'HEAD', headers: AUTH })).status).toBe(200);
  });

  it('keep numbers beyond 2^53 in a request', async () => {
    const server = await startEdge();
    const body = JSON.stringify({
      ...CALLERS[1].body,
      tools: [{ name: 't', input_schema: { type: 'object', maximum: 0 } }],
    });
    await ask(server, CALLERS[1], { body: body.replace('"maximum":0', '"maximum":12345678901234567890') });
    expect(server.engine.requests[0]?.tools[0]?.inputSchema).toMatchObject({
      maximum: { text: '12345678901234567890' },
    });
  });

  it('carry what the engine says of its answer, in printable form', async () => {
    const server = await startEdge();
    for (const stream of [true, false]) {
      const response = await ask(server, CALLERS[0], { body: { stream } });
      expect(response.headers.get('x-krouter-provider')).toBe('bedrock-us-east-1');
      expect(response.headers.get('x-krouter-model')).toBe('claude???');
      await response.text();
    }
  });
});
