import type Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CLOCK, PDF, PERSON, PNG, TWO_CALLS, WEATHER } from './samples.ts';
import { closeEngines, invocations, PAIR, pairOf, type RunningEngine, startEngine } from './start-engine.ts';

let engine: RunningEngine;
let client: Anthropic;

beforeAll(async () => {
  engine = await startEngine();
  client = engine.anthropic();
});
beforeEach(() => {
  for (const region of engine.regions) region.clear();
});
afterAll(closeEngines);

type Params = Partial<Anthropic.MessageCreateParamsNonStreaming>;
type Content = string | Anthropic.ContentBlockParam[] | Anthropic.MessageParam[];

function paramsOf(content: Content, more: Params): Anthropic.MessageCreateParamsNonStreaming {
  const messages = isTurns(content) ? content : [{ role: 'user' as const, content }];
  return { model: PAIR, max_tokens: 2_000, messages, ...more };
}

function isTurns(content: Content): content is Anthropic.MessageParam[] {
  return typeof content !== 'string' && content.every((item) => 'role' in item);
}

function create(content: Content, more: Params = {}) {
  return client.messages.create(paramsOf(content, more));
}

function stream(content: Content, more: Params = {}) {
  return client.messages.stream(paramsOf(content, more));
}

function sent(): unknown {
  return invocations(pairOf(engine)[0]).at(-1)?.json();
}

function textOf(message: Anthropic.Message): string {
  return message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

const TOOLS: Anthropic.Tool[] = [WEATHER, CLOCK].map(({ name, description, schema }) => ({
  name,
  description,
  input_schema: schema,
}));

describe('the Anthropic SDK', () => {
  it('gets a whole answer', async () => {
    const answer = await create('say exactly: Hello there.');
    expect(answer).toMatchObject({
      type: 'message',
      role: 'assistant',
      model: PAIR,
      content: [{ type: 'text', text: 'Hello there.' }],
      stop_reason: 'end_turn',
      stop_sequence: null,
    });
    expect(answer.id).toMatch(/^msg_/);
    expect(answer._request_id).toMatch(/^req_/);
  });

  it('gets the same answer streamed, delta by delta', async () => {
    const deltas: string[] = [];
    const answer = await stream('count to 50')
      .on('text', (delta) => deltas.push(delta))
      .finalMessage();
    const whole = await create('count to 50');
    expect(answer.content).toEqual(whole.content);
    expect(deltas).toHaveLength(50);
    expect(answer.usage).toEqual(whole.usage);
    expect(answer.stop_reason).toBe('end_turn');
  });

  it.each([false, true])(
    'calls two tools at once and gives their results back (streamed: %s)',
    async (streamed) => {
      const ask = (messages: Anthropic.MessageParam[]) =>
        streamed ? stream(messages, { tools: TOOLS }).finalMessage() : create(messages, { tools: TOOLS });
      const question: Anthropic.MessageParam[] = [{ role: 'user', content: TWO_CALLS }];
      const answer = await ask(question);
      expect(answer.stop_reason).toBe('tool_use');
      expect(answer.content).toMatchObject([
        { type: 'tool_use', name: 'get_weather', input: { city: 'Oslo' } },
        { type: 'tool_use', name: 'get_time', input: { city: 'Bergen' } },
      ]);
      const results = answer.content.flatMap((block) =>
        block.type === 'tool_use'
          ? [{ type: 'tool_result' as const, tool_use_id: block.id, content: `${block.name} is fine` }]
          : [],
      );
      const last = await ask([
        ...question,
        { role: 'assistant', content: answer.content },
        { role: 'user', content: results },
      ]);
      expect(textOf(last)).toContain('The tool answered: get_weather is fine.');
      expect(textOf(last)).toContain('The tool answered: get_time is fine.');
    },
  );

  it('gives back a failed result and an image as a result', async () => {
    const question: Anthropic.MessageParam[] = [{ role: 'user', content: TWO_CALLS }];
    const { content } = await create(question, { tools: TOOLS });
    const [first, second] = content.flatMap((block) => (block.type === 'tool_use' ? [block.id] : []));
    const image = { type: 'base64' as const, media_type: 'image/png' as const, data: PNG };
    await create(
      [
        ...question,
        { role: 'assistant', content },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: first ?? '', is_error: true, content: 'No such city' },
            { type: 'tool_result', tool_use_id: second ?? '', content: [{ type: 'image', source: image }] },
          ],
        },
      ],
      { tools: TOOLS },
    );
    expect(sent()).toMatchObject({
      messages: [
        {},
        {},
        {
          content: [
            { is_error: true, content: 'No such city' },
            { content: [{ type: 'image', source: image }] },
          ],
        },
      ],
    });
  });

  it('shows the model an image and a PDF', async () => {
    const answer = await create([
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } },
      {
        type: 'document',
        title: 'A file',
        source: { type: 'base64', media_type: 'application/pdf', data: PDF },
      },
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'Plain words.' } },
      { type: 'text', text: 'What are these?' },
    ]);
    expect(textOf(answer)).toContain('I can see 1 image');
    expect(textOf(answer)).toContain('I have read the documents');
    expect(JSON.stringify(sent())).toContain(PDF);
  });

  it('is told why the model stopped', async () => {
    expect(await create('count to 50', { max_tokens: 5 })).toMatchObject({ stop_reason: 'max_tokens' });
    expect(await create('count to 50', { stop_sequences: [' 7', ' 9'] })).toMatchObject({
      stop_reason: 'stop_sequence',
      stop_sequence: ' 7',
      content: [{ text: '1 2 3 4 5 6' }],
    });
    expect(await stream('count to 50', { stop_sequences: [' 7'] }).finalMessage()).toMatchObject({
      stop_reason: 'stop_sequence',
      stop_sequence: ' 7',
    });
    const refused = await create('please refuse this');
    expect(refused).toMatchObject({
      stop_reason: 'refusal',
      content: [],
      stop_details: { type: 'refusal', explanation: 'The simulated model was asked to refuse this request.' },
    });
  });

  it('gets JSON that fits its schema', async () => {
    const answer = await create('Who is it?', {
      output_config: { format: { type: 'json_schema', schema: PERSON } },
    });
    expect(JSON.parse(textOf(answer))).toEqual({ name: 'example', age: 1 });
  });

  it('counts tokens as the model will be asked them', async () => {
    const params = {
      model: PAIR,
      system: 'Be brief.',
      messages: [{ role: 'user' as const, content: 'Count me.' }],
    };
    const { input_tokens: counted } = await client.messages.countTokens(params);
    const answer = await client.messages.create({ ...params, max_tokens: 10 });
    expect(counted).toBe(answer.usage.input_tokens);
  });

  it('makes exactly one call upstream for each answer', async () => {
    await create('hello');
    await stream('hello').finalMessage();
    expect(engine.regions.map((region) => invocations(region).length)).toEqual([2, 0]);
  });
});
