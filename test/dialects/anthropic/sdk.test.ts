import { createServer, type Server } from 'node:http';
import Anthropic, { APIError } from '@anthropic-ai/sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { collect } from '../../../main/core/collect.ts';
import { stringifyJson } from '../../../main/core/raw-json.ts';
import { anthropicDialect } from '../../../main/dialects/anthropic/anthropic-dialect.ts';
import { encodeModelList } from '../../../main/dialects/anthropic/models.ts';
import { listen } from '../../listen.ts';
import { readStream } from './fixtures.ts';
import { CONTEXT, clientRequest, decodeFrames, encodeEvents } from './run-stream.ts';

interface Reply {
  readonly status?: number;
  readonly type: string;
  readonly body: string;
}

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

/** The real SDK, talking to a server on the loopback that gives one answer. */
async function clientFor(reply: Reply): Promise<Anthropic> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () =>
      response.writeHead(reply.status ?? 200, { 'content-type': reply.type }).end(reply.body),
    );
  });
  servers.push(server);
  const port = await listen(server);
  return new Anthropic({ apiKey: 'test', baseURL: `http://127.0.0.1:${port}`, maxRetries: 0 });
}

const PARAMS = { model: 'my-model', max_tokens: 100, messages: [{ role: 'user' as const, content: 'Hi' }] };

async function streamed(events: readonly ChatEvent[]) {
  const type = anthropicDialect.streamContentType;
  const client = await clientFor({ type, body: encodeEvents(events, clientRequest()) });
  return client.messages.stream(PARAMS).finalMessage();
}

async function whole(events: readonly ChatEvent[]) {
  const body = stringifyJson(anthropicDialect.encodeAnswer(collect(events), clientRequest(), CONTEXT));
  const client = await clientFor({ type: 'application/json', body });
  return client.messages.create(PARAMS);
}

async function faultOf(promise: Promise<unknown>): Promise<APIError> {
  const fault = await promise.catch((error: unknown) => error);
  if (fault instanceof APIError) return fault;
  throw new Error(`the SDK gave ${String(fault)}`);
}

const FOREIGN: readonly ChatEvent[] = [
  { type: 'start', dialect: 'gemini' },
  { type: 'block-start', index: 0, block: { type: 'thinking', thinking: '', signature: '' } },
  { type: 'thinking-delta', index: 0, thinking: 'Hm.' },
  { type: 'block-stop', index: 0 },
  { type: 'block-start', index: 1, block: { type: 'opaque', name: 'grounding' } },
  { type: 'block-stop', index: 1 },
  { type: 'block-start', index: 2, block: { type: 'text', text: '' } },
  { type: 'text-delta', index: 2, text: 'Grüße ' },
  { type: 'text-delta', index: 2, text: '🙂' },
  { type: 'block-stop', index: 2 },
  { type: 'block-start', index: 3, block: { type: 'tool-use', id: 'a', name: 'f' } },
  { type: 'arguments-delta', index: 3, json: '{"a":' },
  { type: 'arguments-delta', index: 3, json: '[1,2]}' },
  { type: 'block-stop', index: 3 },
  { type: 'block-start', index: 4, block: { type: 'tool-use', id: 'b', name: 'g' } },
  { type: 'block-stop', index: 4 },
  { type: 'finish', stopReason: 'tool_use', usage: { inputTokens: 5, outputTokens: 6 } },
];

describe('the Anthropic SDK', () => {
  it.each([
    ['streamed', streamed],
    ['whole', whole],
  ])('reads text that is %s', async (_how, read) => {
    const message = await read(decodeFrames(readStream('text')));
    expect(message).toMatchObject({
      model: 'my-model',
      content: [{ type: 'text', text: 'Hello! 🙂 How are “you”?\n' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 25, output_tokens: 15 },
    });
  });

  it.each([
    ['streamed', streamed],
    ['whole', whole],
  ])('reads thinking and parallel calls that are %s', async (_how, read) => {
    const message = await read(decodeFrames(readStream('thinking-and-parallel-tools')));
    expect(message).toMatchObject({
      content: [
        { type: 'thinking', thinking: 'Two cities, two calls.', signature: 'EqQBCkYIBxgCKkA=' },
        { type: 'redacted_thinking', data: 'EmwKAhgBEgy3va3p' },
        { type: 'text', text: 'Okay' },
        { type: 'tool_use', id: 'toolu_1', input: { city: 'Paris' } },
        { type: 'tool_use', id: 'toolu_2', input: {} },
      ],
      stop_reason: 'tool_use',
      usage: {
        input_tokens: 472,
        cache_read_input_tokens: 2000,
        cache_creation_input_tokens: 100,
        output_tokens: 89,
      },
    });
  });

  it.each([
    ['streamed', streamed],
    ['whole', whole],
  ])('reads server tools and citations that are %s', async (_how, read) => {
    const message = await read(decodeFrames(readStream('web-search')));
    expect(message.content).toMatchObject([
      { type: 'server_tool_use', input: { query: 'krouter' } },
      { type: 'web_search_tool_result' },
      { type: 'text', text: 'It routes.', citations: [{ cited_text: 'routes' }] },
    ]);
  });

  it.each([
    ['streamed', streamed],
    ['whole', whole],
  ])('reads another vendor’s answer that is %s', async (_how, read) => {
    const message = await read(FOREIGN);
    expect(message.content).toMatchObject([
      { type: 'thinking', thinking: 'Hm.', signature: expect.stringMatching(/^cjEu/) },
      { type: 'text', text: 'Grüße 🙂' },
      { type: 'tool_use', id: 'a', name: 'f', input: { a: [1, 2] } },
      { type: 'tool_use', id: 'b', name: 'g', input: {} },
    ]);
    expect(message.usage).toMatchObject({ input_tokens: 5, output_tokens: 6 });
  });

  it('sends thinking back in the very form it was given', async () => {
    const message = await streamed(decodeFrames(readStream('thinking-and-parallel-tools')));
    const again = clientRequest({
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: JSON.parse(JSON.stringify(message.content)) },
      ],
    });
    expect(again.messages[1]?.content.slice(0, 2)).toMatchObject([
      { type: 'thinking', thinking: 'Two cities, two calls.', signature: 'EqQBCkYIBxgCKkA=' },
      { type: 'redacted-thinking', data: 'EmwKAhgBEgy3va3p' },
    ]);
  });

  it.each(['overloaded-first', 'error-after-content'])('throws when the stream is %s', async (name) => {
    const fault = await faultOf(streamed(decodeFrames(readStream(name))));
    expect(fault.message).toMatch(/Overloaded|Internal server error/);
    expect(fault.type).toMatch(/overloaded_error|api_error/);
  });

  it('throws when the upstream goes away in mid-answer', async () => {
    const fault = await faultOf(streamed(decodeFrames(readStream('text').slice(0, 5))));
    expect(fault.message).toContain('must not be taken as a whole answer');
  });

  it('reads an error that came instead of an answer', async () => {
    const error = new AppError({ code: 'overloaded', message: 'Every region is busy.' });
    const { status, body } = anthropicDialect.encodeError(error, 'req_1');
    const client = await clientFor({ status, type: 'application/json', body: JSON.stringify(body) });
    const fault = await faultOf(client.messages.create(PARAMS));
    expect(fault).toMatchObject({ status: 529, type: 'overloaded_error' });
  });

  it('reads the list of models', async () => {
    const list = encodeModelList([{ id: 'a', displayName: 'A', contextTokens: 1000 }], {});
    const client = await clientFor({ type: 'application/json', body: JSON.stringify(list) });
    const models = await client.models.list();
    expect(models.data).toMatchObject([{ id: 'a', display_name: 'A', type: 'model' }]);
    expect(models.hasNextPage()).toBe(false);
  });
});
