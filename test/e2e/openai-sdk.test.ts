import type OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CLOCK, PDF, PERSON, PNG, TWO_CALLS, WEATHER } from './samples.ts';
import { closeEngines, invocations, PAIR, pairOf, type RunningEngine, startEngine } from './start-engine.ts';

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

type Params = Omit<OpenAI.ChatCompletionCreateParamsNonStreaming, 'model' | 'messages'>;
type Messages = OpenAI.ChatCompletionMessageParam[];

function create(messages: string | Messages, params: Params = {}) {
  return client.chat.completions.create({ model: PAIR, messages: turns(messages), ...params });
}

function stream(messages: string | Messages, params: Params = {}) {
  return client.chat.completions.stream({
    ...params,
    model: PAIR,
    messages: turns(messages),
    stream: true,
    stream_options: { include_usage: true },
  });
}

function turns(messages: string | Messages): Messages {
  return typeof messages === 'string' ? [{ role: 'user', content: messages }] : messages;
}

function sent(): unknown {
  return invocations(pairOf(engine)[0]).at(-1)?.json();
}

const TOOLS: OpenAI.ChatCompletionTool[] = [WEATHER, CLOCK].map(({ name, description, schema }) => ({
  type: 'function',
  function: { name, description, parameters: schema },
}));

describe('the OpenAI SDK', () => {
  it('gets a whole answer', async () => {
    const answer = await create('say exactly: Hello there.');
    expect(answer.choices).toMatchObject([
      { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Hello there.' } },
    ]);
    expect(answer.object).toBe('chat.completion');
    expect(answer.model).toBe(PAIR);
    expect(answer._request_id).toMatch(/^req_/);
    expect(Math.abs(answer.created - Date.now() / 1000)).toBeLessThan(60);
  });

  it('gets the same answer streamed, delta by delta', async () => {
    const deltas: string[] = [];
    const answer = await stream('count to 50')
      .on('content', (delta) => deltas.push(delta))
      .finalChatCompletion();
    const [choice] = answer.choices;
    const whole = await create('count to 50');
    expect(choice?.message.content).toBe(whole.choices[0]?.message.content);
    expect(deltas).toHaveLength(50);
    expect(choice?.finish_reason).toBe('stop');
    expect(answer.usage).toEqual(whole.usage);
  });

  it('sends instructions, and they reach the model as its system text', async () => {
    await create([
      { role: 'system', content: 'Be brief.' },
      { role: 'developer', content: 'Be kind.' },
      { role: 'user', content: 'hello' },
    ]);
    expect(JSON.stringify(sent())).toMatch(/"system":.*Be brief\..*Be kind\./);
    expect(sent()).toMatchObject({ messages: [{ role: 'user' }] });
  });

  it.each([false, true])(
    'calls two tools at once and gives their results back (streamed: %s)',
    async (streamed) => {
      const ask = (messages: Messages) =>
        streamed
          ? stream(messages, { tools: TOOLS }).finalChatCompletion()
          : create(messages, { tools: TOOLS });
      const question: Messages = [{ role: 'user', content: TWO_CALLS }];
      const [choice] = (await ask(question)).choices;
      const calls = choice?.message.tool_calls ?? [];
      expect(choice?.finish_reason).toBe('tool_calls');
      expect(calls).toMatchObject([
        { type: 'function', function: { name: 'get_weather', arguments: '{"city":"Oslo"}' } },
        { type: 'function', function: { name: 'get_time', arguments: '{"city":"Bergen"}' } },
      ]);
      expect(new Set(calls.map(({ id }) => id)).size).toBe(2);

      const [first, second] = calls;
      const answer = await ask([
        ...question,
        { role: 'assistant', content: null, tool_calls: calls },
        { role: 'tool', tool_call_id: second?.id ?? '', content: 'It is noon.' },
        { role: 'tool', tool_call_id: first?.id ?? '', content: 'It is sunny.' },
      ]);
      expect(answer.choices[0]?.message.content).toContain('The tool answered: It is noon.');
      expect(answer.choices[0]?.message.content).toContain('The tool answered: It is sunny.');
      expect(sent()).toMatchObject({
        messages: [
          { role: 'user' },
          { role: 'assistant', content: [{ input: { city: 'Oslo' } }, { input: { city: 'Bergen' } }] },
          { role: 'user', content: [{ type: 'tool_result' }, { type: 'tool_result' }] },
        ],
      });
    },
  );

  it('is given one call at most, or the tool it names, when it says so', async () => {
    const single = await create(TWO_CALLS, { tools: TOOLS, parallel_tool_calls: false });
    expect(single.choices[0]?.message.tool_calls).toHaveLength(1);
    const named = await create('hello', {
      tools: TOOLS,
      tool_choice: { type: 'function', function: { name: 'get_time' } },
    });
    expect(named.choices[0]?.message.tool_calls).toMatchObject([{ function: { name: 'get_time' } }]);
    const none = await create(TWO_CALLS, { tools: TOOLS, tool_choice: 'none' });
    expect(none.choices[0]?.message.tool_calls ?? []).toHaveLength(0);
  });

  it('shows the model an image by data URL', async () => {
    const answer = await create([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}` } },
        ],
      },
    ]);
    expect(answer.choices[0]?.message.content).toContain('I can see 1 image');
    expect(sent()).toMatchObject({
      messages: [{ content: [{ type: 'text' }, { source: { media_type: 'image/png', data: PNG } }] }],
    });
  });

  it('hands the model a PDF file', async () => {
    const answer = await create([
      {
        role: 'user',
        content: [
          { type: 'file', file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${PDF}` } },
          { type: 'text', text: 'Summarise it.' },
        ],
      },
    ]);
    expect(answer.choices[0]?.message.content).toContain('I have read the document');
    expect(JSON.stringify(sent())).toContain(PDF);
  });

  it('is told why the model stopped', async () => {
    expect((await create('count to 50', { max_tokens: 5 })).choices[0]?.finish_reason).toBe('length');
    expect((await create('count to 50', { max_completion_tokens: 5 })).choices[0]?.finish_reason).toBe(
      'length',
    );
    const refused = (await create('please refuse this')).choices[0];
    expect(refused?.finish_reason).toBe('content_filter');
  });

  it('stops at its stop sequences', async () => {
    const answer = await create('count to 50', { stop: [' 7', ' 9'] });
    expect(answer.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: '1 2 3 4 5 6' } });
    const one = await create('count to 50', { stop: ' 3' });
    expect(one.choices[0]?.message.content).toBe('1 2');
  });

  it('gets JSON that fits its schema, parsed', async () => {
    const answer = await client.chat.completions.parse({
      model: PAIR,
      messages: turns('Who is it?'),
      response_format: { type: 'json_schema', json_schema: { name: 'person', strict: true, schema: PERSON } },
    });
    expect(answer.choices[0]?.message.parsed).toEqual({ name: 'example', age: 1 });
  });

  it('gets JSON that fits its schema from a model that has no such feature of its own', async () => {
    const answer = await client.chat.completions.create({
      model: 'bedrock-us-east-1/anthropic.claude-opus-4-8',
      messages: turns('Who is it?'),
      response_format: { type: 'json_schema', json_schema: { name: 'person', strict: true, schema: PERSON } },
    });
    expect(JSON.parse(answer.choices[0]?.message.content ?? '')).toEqual({ name: 'example', age: 1 });
    expect(answer.choices[0]).toMatchObject({ finish_reason: 'stop' });
    expect(answer.choices[0]?.message.tool_calls ?? []).toHaveLength(0);
  });

  it('asks for any JSON object and gets one', async () => {
    const answer = await create('say exactly: {"ok": true}', { response_format: { type: 'json_object' } });
    expect(JSON.parse(answer.choices[0]?.message.content ?? '')).toEqual({ ok: true });
  });

  it('is warned of what could not be carried', async () => {
    const { response } = await client.chat.completions
      .create({ model: PAIR, messages: turns('hello'), seed: 7, presence_penalty: 1 })
      .withResponse();
    const warnings = response.headers.get('x-krouter-warnings');
    expect(warnings).toContain('dropped:seed');
    expect(warnings).toContain('dropped:presence_penalty');
  });

  it('makes exactly one call upstream for each answer', async () => {
    await create('hello');
    await stream('hello').finalChatCompletion();
    expect(engine.regions.map((region) => invocations(region).length)).toEqual([2, 0]);
  });
});
