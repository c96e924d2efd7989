import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import { decodeRequest } from '../../../main/dialects/openai-chat/decode-request.ts';
import { type OpenaiServer, type Reply, startOpenaiServer } from './openai-server.ts';
import { scenarios } from './stream-scenarios.ts';

let server: OpenaiServer;
beforeAll(async () => {
  server = await startOpenaiServer();
});
afterAll(() => server.close());

const messages = [{ role: 'user' as const, content: 'hi' }];
const params = { model: 'bedrock/claude', messages };

async function chunksOf(reply: Reply) {
  server.replyWith(reply);
  const stream = await server.client.chat.completions.create({
    ...params,
    stream: true,
    stream_options: { include_usage: true },
  });
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

async function finalOf(reply: Reply) {
  server.replyWith(reply);
  return server.client.chat.completions
    .stream({ ...params, stream_options: { include_usage: true } })
    .finalChatCompletion();
}

async function answerOf(reply: Reply) {
  server.replyWith(reply);
  return server.client.chat.completions.create(params);
}

const both = [
  ['streamed', finalOf],
  ['not streamed', answerOf],
] as const;

describe('the OpenAI SDK', () => {
  for (const [how, read] of both) {
    it(`reads text ${how}, byte for byte`, async () => {
      const answer = await read(scenarios.text);
      expect(answer.choices[0]?.message.content).toBe('Hei 👩‍👩‍👧 \u2028"\\ verden');
      expect(answer.choices[0]?.finish_reason).toBe('stop');
      expect(answer).toMatchObject({
        id: 'chatcmpl-01JABC',
        created: 1_700_000_000,
        model: 'bedrock/claude',
      });
    });

    it(`reads parallel tool calls ${how}, the one without arguments as {}`, async () => {
      const [choice] = (await read(scenarios['parallel-tools'])).choices;
      expect(choice?.finish_reason).toBe('tool_calls');
      expect(choice?.message.content).toBe('Two calls.');
      expect(choice?.message.tool_calls).toMatchObject([
        { id: 'a', type: 'function', function: { name: 'tool_a', arguments: '{"city":"Oslo"}' } },
        { id: 'b', type: 'function', function: { name: 'tool_b', arguments: '{}' } },
      ]);
    });

    it(`reads usage ${how}`, async () => {
      const { usage } = await read(scenarios.thinking);
      expect(usage).toMatchObject({
        prompt_tokens: 42,
        completion_tokens: 7,
        total_tokens: 49,
        prompt_tokens_details: { cached_tokens: 30, cache_write_tokens: 2 },
        completion_tokens_details: { reasoning_tokens: 5 },
      });
    });

    it(`reads a refusal ${how}`, async () => {
      const [choice] = (await read(scenarios.refusal)).choices;
      expect(choice).toMatchObject({
        finish_reason: 'content_filter',
        message: { content: 'I ', refusal: 'Not this.' },
      });
    });
  }

  it('sees only the documented members, in the documented order', async () => {
    const chunks = await chunksOf(scenarios['parallel-tools']);
    const kinds = chunks.map((chunk) => Object.keys(chunk.choices[0]?.delta ?? { usage: 0 }).join('+'));
    expect(kinds).toEqual([
      'role+content',
      'content',
      'tool_calls',
      'tool_calls',
      'tool_calls',
      'tool_calls',
      'tool_calls',
      '',
      'usage',
    ]);
    expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1);
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
    expect(chunks.at(-1)?.choices).toEqual([]);
  });

  it('can send thinking back with its proofs', async () => {
    const chunks = await chunksOf(scenarios.thinking);
    const details = chunks.flatMap((chunk) => {
      const delta: object = chunk.choices[0]?.delta ?? {};
      return 'reasoning_details' in delta && Array.isArray(delta.reasoning_details)
        ? delta.reasoning_details
        : [];
    });
    const turn = { role: 'assistant', content: 'Four.', reasoning_details: details };
    const request = decodeRequest({ model: 'm', messages: [...messages, turn] });
    expect(request.messages[1]?.content).toEqual([
      { type: 'thinking', thinking: 'First, count. 🧮', signature: 'EqQBCkYIARgC' },
      { type: 'redacted-thinking', data: 'EmwKAhgB' },
      { type: 'text', text: 'Four.' },
    ]);
  });

  it('throws on an error in mid-stream, with its message', async () => {
    await expect(chunksOf(scenarios.error)).rejects.toThrow('Every region is overloaded.');
    await expect(finalOf(scenarios.error)).rejects.toThrow('Every region is overloaded.');
  });

  it('throws its own class for an error status', async () => {
    server.replyWith(new AppError({ code: 'model_not_found', message: 'No such model.', param: 'model' }));
    const failed = await server.client.chat.completions.create(params).catch((thrown: unknown) => thrown);
    expect(failed).toBeInstanceOf(OpenAI.NotFoundError);
    expect(failed).toMatchObject({
      status: 404,
      code: 'model_not_found',
      param: 'model',
      requestID: 'req_01JABC',
    });
  });

  it('sends requests the decoder takes, and gets the replay of its own answer', async () => {
    const answer = await finalOf(scenarios['parallel-tools']);
    const message = answer.choices[0]?.message;
    if (message === undefined) throw new Error('no message');
    server.replyWith(scenarios.text);
    await server.client.chat.completions.create({
      ...params,
      messages: [
        ...messages,
        message,
        { role: 'tool', tool_call_id: 'a', content: '3 °C' },
        { role: 'tool', tool_call_id: 'b', content: [{ type: 'text', text: 'noon' }] },
      ],
      tools: [
        { type: 'function', function: { name: 'tool_a', parameters: { type: 'object', properties: {} } } },
      ],
    });
    const sent = decodeRequest(server.bodies.at(-1));
    expect(sent.messages.map((entry) => entry.content.map((block) => block.type).join())).toEqual([
      'text',
      'text,tool-use,tool-use',
      'tool-result',
      'tool-result',
    ]);
  });

  it('lists models', async () => {
    const page = await server.client.models.list();
    expect(page.data).toMatchObject([{ id: 'm', object: 'model' }]);
  });
});
