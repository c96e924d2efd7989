import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, CALLERS, type Caller, member, type Reading, read, WHOLE } from './callers.ts';
import { PNG, WEATHER } from './samples.ts';
import {
  closeEngines,
  invocations,
  KEY,
  PAIR,
  type RunningEngine,
  SONNET,
  startEngine,
} from './start-engine.ts';

let engine: RunningEngine;

beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(() => {
  for (const region of engine.regions) region.clear();
});
afterAll(closeEngines);

/** Posts these very bytes. */
async function send(
  caller: Caller,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reading> {
  const path = caller.dialect === 'openai' ? '/v1/chat/completions' : '/v1/messages';
  const response = await fetch(engine.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': KEY, ...headers },
    body,
  });
  return read(response, caller);
}

/** Every refusal, whatever it is for, has the shape of its dialect and can be found again by its id. */
function expectShape(reading: Reading, caller: Caller, status: number): void {
  expect(reading.status).toBe(status);
  expect(reading.headers.get('content-type')).toMatch(/^application\/json/);
  const id = reading.requestId;
  expect(id).toMatch(/^req_[0-9A-Z]{26}$/);
  const body: unknown = JSON.parse(reading.raw);
  if (caller.dialect === 'openai') {
    expect(reading.headers.get('x-request-id')).toBe(id);
    expect(Object.keys(reading.error ?? {}).sort()).toEqual(['code', 'message', 'param', 'type']);
  } else {
    expect(reading.headers.get('request-id')).toBe(id);
    expect(body).toMatchObject({ type: 'error', request_id: id, error: { type: expect.any(String) } });
  }
  expect(reading.errorMessage.length).toBeGreaterThan(10);
  expect(reading.raw).not.toMatch(/\bat .*\.(ts|js|cjs):\d+/);
}

describe.each(CALLERS)('$name: the edge', (caller) => {
  it.each([
    ['an empty body', ''],
    ['half a body', '{"model": "pair", "messages": ['],
    ['a list', '[]'],
    ['a number', '7'],
    ['a member named __proto__', `{"model":"${PAIR}","messages":[],"__proto__":{"x":1}}`],
    ['200,000 brackets', '['.repeat(200_000)],
    ['nesting a thousand deep', `${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}`],
  ])('refuses %s with a 400', async (_name, body) => {
    const reading = await send(caller, body);
    expectShape(reading, caller, 400);
    expect(reading.error).toMatchObject({ type: 'invalid_request_error' });
  });

  it('says where JSON is broken, without quoting it', async () => {
    const reading = await send(caller, '{"model": "pair", "secret": "tell nobody",}');
    expectShape(reading, caller, 400);
    expect(reading.errorMessage).toMatch(/position \d+/);
    expect(reading.errorMessage).not.toContain('tell nobody');
  });

  it('suggests the name that was meant for a model it does not know', async () => {
    const reading = await ask(engine, caller, { model: 'bedrock-us-east-1/anthropic.claude-sonet-4-6' });
    expectShape(reading, caller, 404);
    expect(reading.errorMessage).toContain(`bedrock-us-east-1/${SONNET}`);
    if (caller.dialect === 'openai')
      expect(reading.error).toMatchObject({ code: 'model_not_found', param: 'model' });
    else expect(reading.error).toMatchObject({ type: 'not_found_error' });
    expect(await engine.row(reading.requestId)).toMatchObject({
      outcome: 'error',
      status: 404,
      errorCode: 'model_not_found',
      attempts: 0,
    });
  });

  it('has no suggestion for a name that is like none', async () => {
    const reading = await ask(engine, caller, { model: 'gpt-4o' });
    expectShape(reading, caller, 404);
    expect(reading.errorMessage).toContain('gpt-4o');
  });

  it('refuses a wrong key, and no key, without a hint of the right one', async () => {
    for (const headers of [
      { 'x-api-key': 'sk-wrong', authorization: '' },
      { 'x-api-key': '', authorization: '' },
    ]) {
      const reading = await send(caller, '{}', headers);
      expectShape(reading, caller, 401);
      expect(reading.error).toMatchObject({ type: 'authentication_error' });
      expect(reading.raw).not.toContain(KEY);
      expect(reading.errorMessage).toContain('api-key');
    }
  });

  it('refuses two keys that contradict each other', async () => {
    expectShape(await send(caller, '{}', { authorization: 'Bearer sk-other' }), caller, 401);
  });

  it('refuses bodies beyond its limit, sent or unpacked', async () => {
    const large = `{"model":"${PAIR}","x":"${'x'.repeat(33 * 1_024 * 1_024)}"}`;
    expectShape(await send(caller, large), caller, 413);
    const bomb = gzipSync(Buffer.alloc(64 * 1_024 * 1_024, 0x20));
    expectShape(await send(caller, bomb, { 'content-encoding': 'gzip' }), caller, 413);
  });

  it('refuses other content than JSON', async () => {
    expectShape(await send(caller, '{}', { 'content-type': 'text/plain' }), caller, 415);
  });

  it('names the field that is missing or wrong', async () => {
    const cases: readonly (readonly [object, string])[] = [
      [{ model: undefined }, 'model'],
      [{ messages: undefined }, 'messages'],
      [{ messages: 'hello' }, 'messages'],
      [{ messages: [{ role: 'user' }] }, 'messages[0].content'],
      [{ messages: [{ role: 'robot', content: 'x' }] }, 'messages[0].role'],
      [{ messages: [{ role: 'user', content: [{ type: 'text' }] }] }, 'messages[0].content[0].text'],
      [{ max_tokens: 'many' }, 'max_tokens'],
      [{ stream: 'yes' }, 'stream'],
      [{ temperature: 'hot' }, 'temperature'],
    ];
    for (const [body, path] of cases) {
      const reading = await ask(engine, caller, { body: { ...body } });
      expect([reading.status, reading.errorMessage]).toEqual([400, expect.stringContaining(path)]);
      expectShape(reading, caller, 400);
    }
  });

  it('refuses a line break in the name of a model or a tool', async () => {
    expectShape(await ask(engine, caller, { model: 'pair\r\nx-evil: 1' }), caller, 400);
    const tools = {
      openai: [{ type: 'function', function: { name: 'a\nb', parameters: WEATHER.schema } }],
      anthropic: [{ name: 'a\nb', input_schema: WEATHER.schema }],
    };
    expectShape(await ask(engine, caller, { body: { tools: tools[caller.dialect] } }), caller, 400);
  });

  it('fetches no image for anybody', async () => {
    let fetched = 0;
    const canary = createServer((_, response) => {
      fetched += 1;
      response.end(Buffer.from(PNG, 'base64'));
    });
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
    const address = canary.address();
    const port = typeof address === 'object' ? address?.port : 0;
    for (const url of [
      `http://127.0.0.1:${port}/a.png`,
      'http://169.254.169.254/latest/meta-data/',
      'file:///etc/passwd',
    ]) {
      const image = {
        openai: { type: 'image_url', image_url: { url } },
        anthropic: { type: 'image', source: { type: 'url', url } },
      };
      const messages = [{ role: 'user', content: [image[caller.dialect]] }];
      const reading = await ask(engine, caller, { body: { messages } });
      expectShape(reading, caller, 400);
      expect(reading.errorMessage).toContain('messages[0].content[0]');
    }
    expect(fetched).toBe(0);
    await new Promise((resolve) => canary.close(resolve));
  });

  it('sends nothing upstream for any of these', async () => {
    await send(caller, '{');
    await ask(engine, caller, { model: 'gpt-4o' });
    await ask(engine, caller, { body: { messages: 'x' } });
    expect(engine.regions.flatMap(invocations)).toHaveLength(0);
  });
});

describe.each(WHOLE)('$name: a request that Claude would misread', (caller) => {
  it('for a result without its call is refused with the place', async () => {
    const messages = {
      openai: [
        { role: 'user', content: 'x' },
        { role: 'tool', tool_call_id: 'call_9', content: 'lost' },
      ],
      anthropic: [
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_9', content: 'lost' }] },
      ],
    };
    const reading = await ask(engine, caller, { body: { messages: messages[caller.dialect] } });
    if (reading.status === 200) {
      expect(reading.headers.get('x-krouter-warnings')).toMatch(/messages/);
    } else {
      expectShape(reading, caller, 400);
      expect(reading.errorMessage).toMatch(/tool/);
    }
  });
});

describe('what has no route or no right', () => {
  it('is a 404, a 405 or a 403 in JSON', async () => {
    const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
      fetch(engine.url + path, { headers: { 'x-api-key': KEY, ...headers } });
    expect((await get('/v1/nowhere')).status).toBe(404);
    expect((await get('/v1/messages')).status).toBe(405);
    expect((await get('/v1/models', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await get('/v1/models', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    for (const path of ['/v1/nowhere', '/v1/messages']) {
      const body: unknown = await (await get(path)).json();
      expect(member(member(body, 'error'), 'message')).toMatch(/\w/);
    }
  });

  it('is healthy without a key and says nothing else', async () => {
    const response = await fetch(`${engine.url}/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'ok' });
    expect((await fetch(`${engine.url}/metrics`)).status).toBe(401);
  });
});
