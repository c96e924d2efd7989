import OpenAI from 'openai';
import type {
  ResponseCreateParamsNonStreaming,
  ResponseInputItem,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import { decodeRequest } from '../../../main/dialects/openai-responses/decode-request.ts';
import { type OpenaiServer, type Reply, startOpenaiServer } from './openai-server.ts';
import { scenarios } from './stream-scenarios.ts';

let server: OpenaiServer;
beforeAll(async () => {
  server = await startOpenaiServer();
});
afterAll(() => server.close());

const params = {
  model: 'bedrock/claude',
  input: 'hi',
  store: false,
  include: ['reasoning.encrypted_content' as const],
  tools: [
    {
      type: 'function' as const,
      name: 'tool_a',
      parameters: { type: 'object', properties: {} },
      strict: false,
    },
    { type: 'custom' as const, name: 'patch' },
    {
      type: 'namespace' as const,
      name: 'git',
      description: 'Git.',
      tools: [{ type: 'function' as const, name: 'log', parameters: {} }],
    },
    { type: 'local_shell' as const },
  ],
} satisfies ResponseCreateParamsNonStreaming;

async function eventsOf(reply: Reply): Promise<ResponseStreamEvent[]> {
  server.replyWith(reply);
  const stream = await server.client.responses.create({ ...params, stream: true });
  const events: ResponseStreamEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

function finalOf(reply: Reply) {
  server.replyWith(reply);
  return server.client.responses.stream(params).finalResponse();
}

function answerOf(reply: Reply) {
  server.replyWith(reply);
  return server.client.responses.create(params);
}

const both = [
  ['streamed', finalOf],
  ['not streamed', answerOf],
] as const;

describe('the OpenAI SDK', () => {
  for (const [how, read] of both) {
    it(`reads text ${how}, byte for byte`, async () => {
      const response = await read(scenarios.text);
      expect(response.output_text).toBe('Hei 👩‍👩‍👧 \u2028"\\ verden');
      expect(response).toMatchObject({
        id: 'resp_01JABC',
        created_at: 1_700_000_000,
        model: 'bedrock/claude',
        status: 'completed',
        error: null,
        incomplete_details: null,
      });
    });

    it(`reads parallel tool calls ${how}, the one without arguments as {}`, async () => {
      const { output } = await read(scenarios['parallel-tools']);
      expect(output).toMatchObject([
        { type: 'message', content: [{ type: 'output_text', text: 'Two calls.' }] },
        { type: 'function_call', call_id: 'toolu_1', name: 'tool_a', arguments: '{"city":"Oslo"}' },
        { type: 'function_call', call_id: 'toolu_2', name: 'tool_b', arguments: '{}' },
      ]);
    });

    it(`reads the calls of free-text, namespaced and shell tools ${how}`, async () => {
      const { output } = await read(scenarios['other-calls']);
      expect(output).toMatchObject([
        { type: 'custom_tool_call', name: 'patch', input: '*** Begin\nå "x"' },
        { type: 'function_call', namespace: 'git', name: 'log' },
        { type: 'local_shell_call', action: { type: 'exec', command: ['ls'], timeout_ms: 5, env: {} } },
      ]);
    });

    it(`reads thinking and usage ${how}`, async () => {
      const { output, usage } = await read(scenarios.thinking);
      expect(output).toMatchObject([
        {
          type: 'reasoning',
          summary: [{ type: 'summary_text', text: 'First, count. 🧮' }],
          encrypted_content: expect.stringMatching(/^cjEu/),
        },
        { type: 'reasoning', summary: [], encrypted_content: expect.stringMatching(/^cjEu/) },
        { type: 'message' },
      ]);
      expect(usage).toEqual({
        input_tokens: 42,
        input_tokens_details: { cached_tokens: 30, cache_write_tokens: 2 },
        output_tokens: 7,
        output_tokens_details: { reasoning_tokens: 5 },
        total_tokens: 49,
      });
    });

    it(`reads a refusal ${how}`, async () => {
      const response = await read(scenarios.refusal);
      expect(response.output_text).toBe('I ');
      expect(response.output.at(-1)).toMatchObject({ content: [{ type: 'refusal', refusal: 'Not this.' }] });
    });

    it(`is told ${how} that an answer was cut off`, async () => {
      const response = await read(scenarios['cut-off-text']);
      expect(response).toMatchObject({
        status: 'incomplete',
        incomplete_details: { reason: 'max_output_tokens' },
        output: [{ status: 'incomplete' }],
      });
      expect((await read(scenarios.filtered)).incomplete_details).toEqual({ reason: 'content_filter' });
    });
  }

  it('gathers the same response from the stream as it is given whole', async () => {
    for (const name of ['text', 'parallel-tools', 'other-calls', 'thinking', 'cut-off'] as const) {
      const streamed = await eventsOf(scenarios[name]);
      const last = streamed.at(-1);
      const { output_text: _, _request_id: __, ...whole } = await answerOf(scenarios[name]);
      expect(last !== undefined && 'response' in last && last.response).toEqual(whole);
    }
  });

  it('gathers every item from its own events, without help of the last one', async () => {
    server.replyWith(scenarios['parallel-tools']);
    const stream = server.client.responses.stream(params);
    const texts: string[] = [];
    const args: string[] = [];
    stream.on('response.output_text.delta', ({ snapshot }) => texts.push(snapshot));
    stream.on('response.function_call_arguments.delta', ({ snapshot }) => args.push(snapshot));
    await stream.finalResponse();
    expect(texts).toEqual(['Two calls.']);
    expect(args).toEqual(['{"city":', '{"city":"Oslo"}', '{}']);
  });

  it('sees the documented events in the documented order', async () => {
    const types = (await eventsOf(scenarios.thinking)).map(({ type }) => type.replace('response.', ''));
    expect(types).toEqual([
      'created',
      'in_progress',
      'output_item.added',
      'reasoning_summary_part.added',
      'reasoning_summary_text.delta',
      'reasoning_summary_text.delta',
      'reasoning_summary_text.done',
      'reasoning_summary_part.done',
      'output_item.done',
      'output_item.added',
      'output_item.done',
      'output_item.added',
      'content_part.added',
      'output_text.delta',
      'output_text.done',
      'content_part.done',
      'output_item.done',
      'completed',
    ]);
  });

  it('parses structured output', async () => {
    server.replyWith([
      ...scenarios.text.slice(0, 1),
      { type: 'block-start', index: 0, block: { type: 'text', text: '{"ok":true}' } },
      { type: 'block-stop', index: 0 },
      { type: 'finish', stopReason: 'end_turn', usage: {} },
    ]);
    const schema = { type: 'object', properties: { ok: { type: 'boolean' } } };
    const text = { format: { type: 'json_schema' as const, name: 'answer', schema } };
    const response = await server.client.responses.create({ ...params, text });
    expect(JSON.parse(response.output_text)).toEqual({ ok: true });
    expect(decodeRequest(server.bodies.at(-1)).output).toMatchObject({ type: 'json-schema', schema });
  });

  it('throws on an error in mid-stream, with its message', async () => {
    await expect(eventsOf(scenarios.error)).rejects.toThrow('Every region is overloaded.');
    await expect(finalOf(scenarios.error)).rejects.toThrow('Every region is overloaded.');
  });

  it('throws its own class for an error status', async () => {
    server.replyWith(new AppError({ code: 'model_not_found', message: 'No such model.', param: 'model' }));
    const failed = await server.client.responses.create(params).catch((thrown: unknown) => thrown);
    expect(failed).toBeInstanceOf(OpenAI.NotFoundError);
    expect(failed).toMatchObject({
      status: 404,
      code: 'model_not_found',
      param: 'model',
      requestID: 'req_01JABC',
    });
  });

  it('can hang up in the middle', async () => {
    server.replyWith(scenarios.text);
    const hungUp = server.stallAfter(3);
    const stream = await server.client.responses.create({ ...params, stream: true });
    for await (const event of stream) {
      if (event.type === 'response.output_text.delta') break;
    }
    await hungUp;
    expect(stream.controller.signal.aborted).toBe(true);
  });

  it('replays its own output statelessly, as Codex does, and nothing of the turn is lost', async () => {
    const question = { role: 'user' as const, content: 'q' };
    const first = await finalOf([...scenarios.thinking.slice(0, -4), ...tail]);
    const results = first.output.flatMap((item): ResponseInputItem[] => {
      if (item.type === 'function_call') {
        return [{ type: 'function_call_output', call_id: item.call_id, output: '3 °C' }];
      }
      if (item.type !== 'custom_tool_call') return [];
      const output = [{ type: 'input_text' as const, text: 'Done' }];
      return [{ type: 'custom_tool_call_output', call_id: item.call_id, output }];
    });
    server.replyWith(scenarios.text);
    const replayed: ResponseInputItem[] = JSON.parse(JSON.stringify(first.output));
    await server.client.responses.create({ ...params, input: [question, ...replayed, ...results] });
    expect(decodeRequest(server.bodies.at(-1)).messages).toMatchObject([
      { role: 'user', content: [{ text: 'q' }] },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'First, count. 🧮', signature: 'EqQBCkYIARgC' },
          { type: 'redacted-thinking', data: 'EmwKAhgB' },
          { type: 'tool-use', id: 'toolu_2', name: 'tool_a', arguments: '{"city":"Oslo"}' },
          { type: 'tool-use', id: 'toolu_3', name: 'patch', arguments: '{"input":"+ line"}' },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool-result', toolUseId: 'toolu_2', content: [{ text: '3 °C' }] },
          { type: 'tool-result', toolUseId: 'toolu_3', content: [{ text: 'Done' }] },
        ],
      },
    ]);
  });
});

/** Two calls after the thinking. */
const tail = [
  { type: 'block-start', index: 2, block: { type: 'tool-use', id: 'toolu_2', name: 'tool_a' } },
  { type: 'arguments-delta', index: 2, json: '{"city":"Oslo"}' },
  { type: 'block-stop', index: 2 },
  { type: 'block-start', index: 3, block: { type: 'tool-use', id: 'toolu_3', name: 'patch' } },
  { type: 'arguments-delta', index: 3, json: '{"input":"+ line"}' },
  { type: 'block-stop', index: 3 },
  { type: 'finish', stopReason: 'tool_use', usage: {} },
] as const;
