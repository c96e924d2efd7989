import { type ChatResponse, Ollama, type Tool } from 'ollama';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CLOCK, PERSON, PNG, TWO_CALLS, WEATHER } from './samples.ts';
import {
  bedrock,
  closeEngines,
  invocations,
  KEY,
  PAIR,
  pairOf,
  type RunningEngine,
  SONNET,
  startEngine,
  until,
} from './start-engine.ts';

let engine: RunningEngine;
let client: Ollama;

beforeAll(async () => {
  engine = await startEngine();
  client = new Ollama({ host: engine.url, headers: { authorization: `Bearer ${KEY}` } });
});
beforeEach(() => {
  for (const region of engine.regions) region.clear();
});
afterAll(closeEngines);

function ask(content: string, more: object = {}) {
  return client.chat({ model: PAIR, messages: [{ role: 'user', content }], stream: false, ...more });
}

async function stream(content: string, more: object = {}): Promise<ChatResponse[]> {
  const parts: ChatResponse[] = [];
  const messages = [{ role: 'user', content }];
  for await (const part of await client.chat({ model: PAIR, messages, stream: true, ...more }))
    parts.push(part);
  return parts;
}

function sent(): unknown {
  return invocations(pairOf(engine)[0]).at(-1)?.json();
}

function post(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${KEY}`, ...init.headers };
  return fetch(`${engine.url}${path}`, { method: 'POST', ...init, headers });
}

const TOOLS: Tool[] = [WEATHER, CLOCK].map(({ name, description, schema }) => ({
  type: 'function',
  function: { name, description, parameters: schema },
}));

describe('the Ollama client', () => {
  it('gets a whole answer with its counts', async () => {
    const answer = await ask('say exactly: Hello there.');
    expect(answer).toMatchObject({
      model: PAIR,
      message: { role: 'assistant', content: 'Hello there.' },
      done: true,
      done_reason: 'stop',
      prompt_eval_count: expect.any(Number),
      eval_count: expect.any(Number),
    });
  });

  it('gets the same answer streamed, delta by delta', async () => {
    const parts = await stream('count to 50');
    const whole = await ask('count to 50');
    const deltas = parts.filter(({ message }) => message.content !== '');
    expect(deltas).toHaveLength(50);
    expect(deltas.map(({ message }) => message.content).join('')).toBe(whole.message.content);
    expect(parts.at(-1)).toMatchObject({ done: true, eval_count: whole.eval_count });
  });

  it.each([false, true])(
    'calls two tools at once and gives their results back (streamed: %s)',
    async (streamed) => {
      const answers = streamed
        ? await stream(TWO_CALLS, { tools: TOOLS })
        : [await ask(TWO_CALLS, { tools: TOOLS })];
      const calls = answers.flatMap(({ message }) => message.tool_calls ?? []);
      expect(calls).toMatchObject([
        { function: { name: 'get_weather', arguments: { city: 'Oslo' } } },
        { function: { name: 'get_time', arguments: { city: 'Bergen' } } },
      ]);
      const answer = await client.chat({
        model: PAIR,
        tools: TOOLS,
        messages: [
          { role: 'user', content: TWO_CALLS },
          { role: 'assistant', content: '', tool_calls: calls },
          { role: 'tool', content: 'It is noon.', tool_name: 'get_time' },
          { role: 'tool', content: 'It is sunny.', tool_name: 'get_weather' },
        ],
      });
      expect(answer.message.content).toContain('It is noon.');
      expect(answer.message.content).toContain('It is sunny.');
      expect(sent()).toMatchObject({
        messages: [
          { role: 'user' },
          { role: 'assistant', content: [{ input: { city: 'Oslo' } }, { input: { city: 'Bergen' } }] },
          {
            role: 'user',
            content: [
              { type: 'tool_result', content: 'It is sunny.' },
              { type: 'tool_result', content: 'It is noon.' },
            ],
          },
        ],
      });
    },
  );

  it('sends instructions, images and options', async () => {
    await client.chat({
      model: `${PAIR}:latest`,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'describe it', images: [PNG] },
      ],
      options: { num_predict: 77, stop: ['END'], num_ctx: 32_768 },
    });
    expect(sent()).toMatchObject({
      max_tokens: 77,
      stop_sequences: ['END'],
      system: [{ type: 'text', text: 'Be brief.' }],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } },
          ],
        },
      ],
    });
  });

  it('thinks when told to', async () => {
    const parts = await stream('think, then say exactly: Four.', { think: true });
    expect(parts.map(({ message }) => message.thinking ?? '').join('')).not.toBe('');
    expect(parts.at(-1)?.done).toBe(true);
    expect((await ask('say exactly: Four.', { think: false })).message.thinking).toBeUndefined();
  });

  it('gets JSON by a schema', async () => {
    const { message } = await ask('Ada, 36', { format: PERSON });
    expect(JSON.parse(message.content)).toEqual({ name: expect.any(String), age: expect.any(Number) });
  });

  it('completes a prompt', async () => {
    const answer = await client.generate({ model: PAIR, prompt: 'say exactly: Done.', stream: false });
    expect(answer).toMatchObject({ response: 'Done.', done: true, done_reason: 'stop' });
  });

  it('finds every model that can be used by the name it lists', async () => {
    const { models } = await client.list();
    expect(models.map(({ name }) => name)).toContain(PAIR);
    const shown = await client.show({ model: `bedrock/${SONNET}` });
    expect(shown.model_info).toMatchObject({ 'krouter.context_length': expect.any(Number) });
    const [first] = models.filter(({ model }) => model.startsWith('bedrock/'));
    expect(
      (await client.chat({ model: first?.model ?? '', messages: [{ role: 'user', content: 'hi' }] })).done,
    ).toBe(true);
  });

  it('is told of a model that is not there', async () => {
    const request = client.chat({ model: 'llama9', messages: [{ role: 'user', content: 'hi' }] });
    await expect(request).rejects.toMatchObject({
      status_code: 404,
      message: expect.stringContaining('llama9'),
    });
  });

  it('hangs up when it aborts', async () => {
    const slow = await startEngine();
    await pairOf(slow)[0].fault({ kind: 'stall', ms: 60_000, after: 6 });
    const aborting = new Ollama({ host: slow.url, headers: { authorization: `Bearer ${KEY}` } });
    const messages = [{ role: 'user', content: 'count to 50' }];
    const parts = await aborting.chat({ model: PAIR, messages, stream: true });
    const read = async () => {
      for await (const _part of parts) aborting.abort();
    };
    await expect(read()).rejects.toThrow(/abort/i);
    await until(() => invocations(pairOf(slow)[0]).at(-1)?.aborted ?? false);
    await slow.close();
  });
});

describe('the paths of Ollama', () => {
  it('take JSON that calls itself a form, or nothing', async () => {
    const body = JSON.stringify({ model: PAIR, messages: [{ role: 'user', content: 'hi' }], stream: false });
    for (const type of ['application/x-www-form-urlencoded', 'text/plain;charset=UTF-8']) {
      const response = await post('/api/chat', { body, headers: { 'content-type': type } });
      expect(response.status).toBe(200);
    }
  });

  it('stream lines of JSON where nothing is said of it', async () => {
    const body = JSON.stringify({ model: PAIR, messages: [{ role: 'user', content: 'hi' }] });
    const response = await post('/api/chat', { body });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.filter(({ done }) => done)).toHaveLength(1);
    expect(lines.at(-1).done).toBe(true);
  });

  it('answer the probes of editors', async () => {
    for (const path of ['/', '/api/version', '/api/tags', '/api/ps']) {
      const headers = { authorization: `Bearer ${KEY}` };
      for (const method of ['GET', 'HEAD'])
        expect((await fetch(`${engine.url}${path}`, { method, headers })).status).toBe(200);
    }
    const shown = await post('/api/show', { body: JSON.stringify({ name: PAIR }) });
    expect(await shown.json()).toMatchObject({
      capabilities: expect.arrayContaining(['tools']),
      model_info: {},
    });
  });

  it('refuse in one sentence', async () => {
    const refusals = [
      [await post('/api/embed', { body: '{"model":"m","input":"x"}' }), 400],
      [await post('/api/create', { body: '{}' }), 400],
      [await post('/api/chat', { body: '{"model":' }), 400],
      [await post('/api/show', { body: '{"model":"nope"}' }), 404],
      [await post('/api/me', { body: '{}' }), 404],
      [
        await post('/api/chat', { body: '{}', headers: { authorization: 'Bearer wrong-key-0123456789' } }),
        401,
      ],
      [await fetch(`${engine.url}/api/chat`, { headers: { authorization: `Bearer ${KEY}` } }), 405],
    ] as const;
    for (const [response, status] of refusals) {
      expect(response.status).toBe(status);
      expect(await response.json()).toEqual({ error: expect.any(String) });
    }
  });

  it('leave the probe of Claude Code as it was', async () => {
    expect(await (await fetch(`${engine.url}/api/hello`)).json()).toMatchObject({ service: 'kRouter' });
  });

  it('say in a line that a stream broke', async () => {
    const broken = await startEngine({
      regions: ['us-east-1'],
      config: (regions) => ({ providers: regions.map(bedrock) }),
    });
    await broken.regions[0]?.fault({ kind: 'cut', how: 'reset', after: 6 });
    const body = JSON.stringify({ model: SONNET, messages: [{ role: 'user', content: 'count to 50' }] });
    const headers = { authorization: `Bearer ${KEY}` };
    const response = await fetch(`${broken.url}/api/chat`, { method: 'POST', body, headers });
    const lines = (await response.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.at(-1)).toEqual({ error: expect.any(String) });
    expect(lines.some(({ done }) => done === true)).toBe(false);
    await broken.close();
  });
});
