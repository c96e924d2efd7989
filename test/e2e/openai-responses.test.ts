import type OpenAI from 'openai';
import type {
  Response as OpenaiResponse,
  ResponseCreateParamsNonStreaming,
  ResponseInput,
  ResponseInputItem,
} from 'openai/resources/responses/responses';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { member } from './callers.ts';
import { CLOCK, PDF, PERSON, PNG, TWO_CALLS, WEATHER } from './samples.ts';
import {
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
let client: OpenAI;

beforeAll(async () => {
  engine = await startEngine();
  client = engine.openai();
});
beforeEach(() => {
  for (const region of engine.regions) region.clear();
});
afterAll(closeEngines);

type Params = Omit<ResponseCreateParamsNonStreaming, 'model' | 'input' | 'stream'>;

function create(input: string | ResponseInput, params: Params = {}) {
  return client.responses.create({ ...params, model: PAIR, input });
}

async function stream(input: string | ResponseInput, params: Params = {}): Promise<OpenaiResponse> {
  const events = await client.responses.create({ ...params, model: PAIR, input, stream: true });
  let last: OpenaiResponse | undefined;
  for await (const event of events) if ('response' in event) last = event.response;
  if (last === undefined) throw new Error('no response came');
  return last;
}

function sent(): unknown {
  return invocations(pairOf(engine)[0]).at(-1)?.json();
}

function textOf({ output }: OpenaiResponse): string {
  const parts = output.flatMap((item) => (item.type === 'message' ? item.content : []));
  return parts.map((part) => (part.type === 'output_text' ? part.text : '')).join('');
}

const TOOLS = [WEATHER, CLOCK].map(({ name, description, schema }) => ({
  type: 'function' as const,
  name,
  description,
  parameters: schema,
  strict: false,
}));

/** What Codex says with every request. */
const CODEX: Params = {
  instructions: 'You are a coding agent.',
  store: false,
  include: ['reasoning.encrypted_content'],
  reasoning: { effort: 'high', summary: 'auto' },
  parallel_tool_calls: true,
  tool_choice: 'auto',
  prompt_cache_key: '0199-conversation',
};

describe('the OpenAI SDK, over Responses', () => {
  it('gets a whole answer', async () => {
    const { data, response } = await client.responses
      .create({ model: PAIR, input: 'say exactly: Hello there.' })
      .withResponse();
    expect(data.output_text).toBe('Hello there.');
    expect(data).toMatchObject({ object: 'response', status: 'completed', model: PAIR, error: null });
    expect(data.id).toBe(response.headers.get('x-krouter-request-id')?.replace('req_', 'resp_'));
    expect(Math.abs(data.created_at - Date.now() / 1000)).toBeLessThan(60);
    expect(data.usage?.total_tokens).toBeGreaterThan(0);
  });

  it('gets the same answer streamed, delta by delta', async () => {
    const deltas: string[] = [];
    const answer = await client.responses
      .stream({ model: PAIR, input: 'count to 50' })
      .on('response.output_text.delta', ({ delta }) => deltas.push(delta))
      .finalResponse();
    const whole = await create('count to 50');
    expect(deltas).toHaveLength(50);
    expect(deltas.join('')).toBe(whole.output_text);
    expect(answer.output_text).toBe(whole.output_text);
    expect(answer.usage).toEqual(whole.usage);
  });

  it('sends instructions, and they reach the model as its system text', async () => {
    await create(
      [
        { role: 'developer', content: 'Be kind.' },
        { role: 'user', content: 'hello' },
      ],
      { instructions: 'Be brief.' },
    );
    expect(JSON.stringify(sent())).toMatch(/"system":.*Be brief\..*Be kind\./);
    expect(sent()).toMatchObject({ messages: [{ role: 'user' }] });
  });

  it.each([
    ['whole', create],
    ['streamed', stream],
  ] as const)('calls two tools at once and gives their results back (%s)', async (_, ask) => {
    const question: ResponseInput = [{ role: 'user', content: TWO_CALLS }];
    const { output } = await ask(question, { tools: TOOLS });
    const calls = output.filter((item) => item.type === 'function_call');
    expect(calls).toMatchObject([
      { name: 'get_weather', arguments: '{"city":"Oslo"}' },
      { name: 'get_time', arguments: '{"city":"Bergen"}' },
    ]);
    const [first, second] = calls;
    const answer = await ask(
      [
        ...question,
        ...calls,
        { type: 'function_call_output', call_id: second?.call_id ?? '', output: 'It is noon.' },
        { type: 'function_call_output', call_id: first?.call_id ?? '', output: 'It is sunny.' },
      ],
      { tools: TOOLS },
    );
    expect(textOf(answer)).toContain('The tool answered: It is noon.');
    expect(textOf(answer)).toContain('The tool answered: It is sunny.');
    expect(sent()).toMatchObject({
      messages: [
        { role: 'user' },
        { role: 'assistant', content: [{ input: { city: 'Oslo' } }, { input: { city: 'Bergen' } }] },
        { role: 'user', content: [{ type: 'tool_result' }, { type: 'tool_result' }] },
      ],
    });
  });

  it('gives a free-text tool its text, and takes its result', async () => {
    const tools = [{ type: 'custom' as const, name: 'apply_patch', description: 'Applies a patch.' }];
    const question: ResponseInput = [
      { role: 'user', content: 'use tool apply_patch with {"input":"*** Begin Patch\\n+ \\"x\\""}' },
    ];
    for (const ask of [create, stream]) {
      const { output } = await ask(question, { tools });
      const [call] = output.filter((item) => item.type === 'custom_tool_call');
      expect(call).toMatchObject({ name: 'apply_patch', input: '*** Begin Patch\n+ "x"' });
      if (call === undefined) throw new Error('no call');
      const result: ResponseInputItem = {
        type: 'custom_tool_call_output',
        call_id: call.call_id,
        output: 'Done',
      };
      const answer = await ask([...question, call, result], { tools });
      expect(textOf(answer)).toContain('The tool answered: Done');
    }
  });

  it('is given one call at most, or the tool it names, when it says so', async () => {
    const single = await create(TWO_CALLS, { tools: TOOLS, parallel_tool_calls: false });
    expect(single.output.filter(({ type }) => type === 'function_call')).toHaveLength(1);
    const named = await create('hello', {
      tools: TOOLS,
      tool_choice: { type: 'function', name: 'get_time' },
    });
    expect(named.output).toMatchObject([{ type: 'function_call', name: 'get_time' }]);
    const none = await create(TWO_CALLS, { tools: TOOLS, tool_choice: 'none' });
    expect(none.output.filter(({ type }) => type === 'function_call')).toHaveLength(0);
  });

  it('shows the model an image and a PDF', async () => {
    const answer = await create([
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'What is this?' },
          { type: 'input_image', image_url: `data:image/png;base64,${PNG}`, detail: 'auto' },
          { type: 'input_file', filename: 'a.pdf', file_data: `data:application/pdf;base64,${PDF}` },
        ],
      },
    ]);
    expect(answer.output_text).toMatch(/I can see 1 image|I have read the document/);
    expect(sent()).toMatchObject({
      messages: [{ content: [{ type: 'text' }, { source: { media_type: 'image/png', data: PNG } }, {}] }],
    });
    expect(JSON.stringify(sent())).toContain(PDF);
  });

  it('is told why the model stopped', async () => {
    const cut = await create('count to 50', { max_output_tokens: 16 });
    expect(cut).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output: [{ status: 'incomplete' }],
    });
    const refused = await create('please refuse this');
    expect(refused.output.at(-1)).toMatchObject({ content: [{ type: 'refusal' }] });
  });

  it('gets JSON that fits its schema', async () => {
    const format = { type: 'json_schema' as const, name: 'person', strict: true, schema: PERSON };
    const answer = await create('Who is it?', { text: { format } });
    expect(JSON.parse(answer.output_text)).toEqual({ name: 'example', age: 1 });
  });

  it('is told what cannot be served, and what to do instead', async () => {
    await expect(create('hello', { previous_response_id: 'resp_1' })).rejects.toMatchObject({
      status: 400,
      code: 'previous_response_not_found',
      param: 'previous_response_id',
      message: expect.stringContaining('whole conversation'),
    });
    await expect(create('hello', { background: true })).rejects.toMatchObject({ status: 400 });
    const { response } = await client.responses
      .create({ model: PAIR, input: 'hello', store: true, tools: [{ type: 'web_search' }] })
      .withResponse();
    const warnings = response.headers.get('x-krouter-warnings');
    expect(warnings).toContain('dropped:store');
    expect(warnings).toContain('dropped:tools[0]');
  });

  it('counts the tokens of an input', async () => {
    const count = await client.responses.inputTokens.count({ model: PAIR, input: 'hello there' });
    expect(count).toMatchObject({ object: 'response.input_tokens', input_tokens: expect.any(Number) });
    expect(count.input_tokens).toBeGreaterThan(0);
  });

  it('finds the route with and without /v1, and no stored responses', async () => {
    for (const path of ['/v1/responses', '/responses', '/v1/v1/responses']) {
      const response = await fetch(engine.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify({ model: PAIR, input: 'hello' }),
      });
      expect(response.status).toBe(200);
      await response.text();
    }
    await expect(client.responses.retrieve('resp_1')).rejects.toMatchObject({ status: 404 });
  });

  it('is kept in the ledger under its own dialect', async () => {
    const { response } = await client.responses.create({ model: PAIR, input: 'hello' }).withResponse();
    const row = await engine.row(response.headers.get('x-krouter-request-id'));
    expect(row).toMatchObject({ dialect: 'openai-responses', model: PAIR, outcome: 'ok', status: 200 });
  });
});

describe('Codex', () => {
  it.each([
    ['whole', create],
    ['streamed', stream],
  ] as const)('replays its thinking, signed, over several turns with tools (%s)', async (_, ask) => {
    const input: ResponseInput = [
      { type: 'message', role: 'developer', content: [{ type: 'input_text', text: '<permissions/>' }] },
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: '<environment/>' }] },
      { role: 'user', content: 'use tool get_weather with {"city":"Oslo"}' },
    ];
    for (const city of ['Bergen', 'Tromsø', 'Bodø']) {
      const { output } = await ask(input, { ...CODEX, tools: TOOLS });
      expect(output.map(({ type }) => type)).toEqual(['reasoning', 'function_call']);
      expect(output[0]).toMatchObject({ summary: [{ text: expect.stringMatching(/\w/) }] });
      // It leaves out ids, as Codex does.
      const replayed: ResponseInput = JSON.parse(
        JSON.stringify(output, (key, value) => (key === 'id' ? undefined : value)),
      );
      const results = output.flatMap((item) =>
        item.type === 'function_call'
          ? [{ type: 'function_call_output' as const, call_id: item.call_id, output: 'Sunny' }]
          : [],
      );
      input.push(...replayed, ...results);
      input.push({ role: 'user', content: `use tool get_weather with {"city":"${city}"}` });
    }
    // The simulator refuses a signature that is not its own, byte for byte: this far is proof enough.
    expect(JSON.stringify(sent()).match(/"signature"/g)).toHaveLength(2);
  });

  it('replays redacted thinking', async () => {
    const question: ResponseInputItem = { role: 'user', content: 'Show me redacted thinking' };
    const first = await create([question], CODEX);
    expect(first.output.map(({ type }) => type)).toEqual(['reasoning', 'reasoning', 'message']);
    const replayed: ResponseInput = JSON.parse(JSON.stringify(first.output));
    const answer = await create(
      [question, ...replayed, { role: 'user', content: 'say exactly: And on.' }],
      CODEX,
    );
    expect(answer.output_text).toBe('And on.');
    expect(JSON.stringify(sent())).toMatch(/"redacted_thinking","data":"[A-Za-z0-9+/=]+"/);
  });

  it('is shown no thinking it did not ask for, and still can replay it', async () => {
    const { output } = await create('say exactly: Done.', { ...CODEX, reasoning: { effort: 'high' } });
    expect(output).toMatchObject([{ type: 'reasoning', summary: [] }, { type: 'message' }]);
    expect(output[0]).toMatchObject({ encrypted_content: expect.stringMatching(/^cjEu/) });
  });

  it('gets its catalogue beside the usual list, with every model the list has', async () => {
    const response = await fetch(`${engine.url}/v1/models?client_version=0.99.0`, {
      headers: { authorization: `Bearer ${KEY}` },
    });
    const body: unknown = await response.json();
    const models = member(body, 'models');
    if (!Array.isArray(models)) throw new Error('no models');
    const usual = (await client.models.list()).data.map(({ id }) => id);
    expect(models.map(({ slug }) => slug)).toEqual(usual);
    expect(member(body, 'data')).toMatchObject(usual.map((id) => ({ id, object: 'model' })));
    expect(models.find(({ slug }) => slug === SONNET)).toMatchObject({
      shell_type: 'shell_command',
      visibility: 'list',
      apply_patch_tool_type: 'freeform',
      truncation_policy: { mode: 'tokens', limit: expect.any(Number) },
      context_window: expect.any(Number),
    });
  });

  it('is told of a break in mid-answer by response.failed, and the bytes end there', async () => {
    await pairOf(engine)[0].fault({ kind: 'cut', how: 'reset', after: 4 });
    const response = await fetch(`${engine.url}/v1/responses`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...CODEX, model: PAIR, input: 'count to 50', stream: true }),
    });
    const raw = await response.text();
    expect(response.status).toBe(200);
    expect(raw).not.toContain('response.completed');
    expect(raw.trimEnd().split('\n').at(-2)).toBe('event: response.failed');
  });
});

describe('a client that hangs up', () => {
  it('ends the call upstream', async () => {
    await pairOf(engine)[0].fault({ kind: 'stall', ms: 60_000, after: 6 });
    const events = await client.responses.create({ model: PAIR, input: 'count to 50', stream: true });
    for await (const event of events) if (event.type === 'response.output_text.delta') break;
    await until(() => invocations(pairOf(engine)[0]).at(-1)?.aborted ?? false);
  });
});
