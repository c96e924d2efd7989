import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { generateObject, generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { geminiProtocol } from '../../../main/dialects/gemini/gemini-protocol.ts';
import { type ProtocolServer, startProtocolServer } from '../vertex/protocol-server.ts';
import { finished, scenarios, started, texts } from './stream-scenarios.ts';

let server: ProtocolServer;
let model: ReturnType<ReturnType<typeof createGoogleGenerativeAI>>;
beforeAll(async () => {
  server = await startProtocolServer(geminiProtocol);
  model = createGoogleGenerativeAI({ baseURL: `${server.url}/v1beta`, apiKey: 'sk-krouter-local' })(
    'bedrock/claude',
  );
});
afterAll(() => server.close());

const city = jsonSchema<{ city: string }>({ type: 'object', properties: { city: { type: 'string' } } });
const THINK = { google: { thinkingConfig: { includeThoughts: true, thinkingBudget: 2000 } } };

/** What the last request brought, without the originals. */
function lastBlocks() {
  const blocks = server.requests.at(-1)?.messages.flatMap(({ content }) => content) ?? [];
  return blocks.map(({ source: _source, ...block }) => block);
}

describe('the Vercel AI SDK with its Google provider', () => {
  it('reads an answer, whole and streamed', async () => {
    server.replyWith(scenarios.text);
    const whole = await generateText({ model, prompt: 'hi' });
    expect(whole.text).toBe('Hei 👩‍👩‍👧 \u2028"\\ verden');
    expect(whole.finishReason).toBe('stop');
    expect(whole.usage).toMatchObject({ inputTokens: 42, outputTokens: 7, totalTokens: 49 });
    const stream = streamText({ model, prompt: 'hi' });
    expect(await stream.text).toBe(whole.text);
    expect(await stream.finishReason).toBe('stop');
  });

  it('goes through a tool, and brings thinking, call and result back', async () => {
    let asked = 0;
    const weather = tool({
      inputSchema: city,
      execute: ({ city: where }) => {
        asked += 1;
        server.replyWith([started(), ...texts(0, 'Cold.'), finished('end_turn')]);
        return `3 °C in ${where}`;
      },
    });
    server.replyWith(scenarios['thinking-tool']);
    const stream = streamText({
      model,
      prompt: 'weather?',
      tools: { tool_a: weather },
      stopWhen: stepCountIs(2),
      providerOptions: THINK,
    });
    expect(await stream.text).toBe('Cold.');
    expect((await stream.steps)[0]?.reasoningText).toBe('Ask the tool.');
    expect(asked).toBe(1);
    expect(lastBlocks()).toMatchObject([
      { type: 'text', text: 'weather?' },
      { type: 'thinking', thinking: 'Ask the tool.', signature: 'EqQBCkYIARgC' },
      { type: 'tool-use', name: 'tool_a', arguments: '{"city":"Oslo"}' },
      { type: 'tool-result', content: [{ type: 'text', text: '3 °C in Oslo' }], isError: false },
    ]);
  });

  it('asks for an object by its schema', async () => {
    server.replyWith([started(), ...texts(0, '{"city":"Oslo"}'), finished('end_turn')]);
    const { object } = await generateObject({ model, schema: city, prompt: 'Where?' });
    expect(object).toEqual({ city: 'Oslo' });
    expect(server.requests.at(-1)?.output).toMatchObject({
      type: 'json-schema',
      schema: { type: 'object', properties: { city: { type: 'string' } } },
    });
  });

  it('is told of an error in mid-stream', async () => {
    server.replyWith(scenarios.error);
    const errors: unknown[] = [];
    const stream = streamText({ model, prompt: 'hi', onError: ({ error }) => void errors.push(error) });
    await stream.consumeStream();
    expect(JSON.stringify(errors)).toContain('overloaded');
  });
});
