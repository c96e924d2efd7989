import type Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import type OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GeminiServer, startGemini } from '../providers/gemini/gemini-server.ts';
import { CLOCK, PDF, PERSON, PNG, WEATHER } from './samples.ts';
import { closeEngines, KEY, type RunningEngine, startEngine } from './start-engine.ts';

const UPSTREAM_KEY = 'AIzaSy-e2e-0123456789';
/** Every test here is for the newest generation, which demands its proofs back. */
const MODEL = 'gemini/gemini-3-pro';

let google: GeminiServer;
let engine: RunningEngine;

beforeAll(async () => {
  google = await startGemini({ key: UPSTREAM_KEY });
  engine = await startEngine({
    regions: [],
    env: { GEMINI_API_KEY: UPSTREAM_KEY },
    config: () => ({ providers: [{ id: 'gemini', type: 'gemini', baseUrl: google.url }], combos: [] }),
  });
});
afterAll(async () => {
  await closeEngines();
  await google.close();
});

const ASK_TWICE = 'use tool get_weather with {"city":"Oslo"} and use tool get_time with {"city":"Bergen"}';

/** The last request that Google took. */
function sent() {
  const chat = google.chats().at(-1);
  expect(chat?.status).toBe(200);
  return chat?.body;
}

describe('an Anthropic client and a Gemini model', () => {
  const tools = [WEATHER, CLOCK].map(({ name, description, schema }) => ({
    name,
    description,
    input_schema: schema,
  }));

  it('go through a loop of tools, with thinking, and Google gets its proofs back', async () => {
    const client = engine.anthropic();
    const params = {
      model: MODEL,
      max_tokens: 8_000,
      tools,
      thinking: { type: 'enabled', budget_tokens: 4_000 },
    } as const;
    const messages: Anthropic.MessageParam[] = [{ role: 'user', content: ASK_TWICE }];
    const first = await client.messages.stream({ ...params, messages }).finalMessage();
    expect(first.content.map(({ type }) => type)).toEqual(['thinking', 'tool_use', 'tool_use']);
    expect(first).toMatchObject({
      stop_reason: 'tool_use',
      usage: { input_tokens: 18, cache_read_input_tokens: 32, output_tokens: 20 },
    });
    const results = first.content.flatMap((block) =>
      block.type === 'tool_use'
        ? [{ type: 'tool_result' as const, tool_use_id: block.id, content: `${block.name} says 3` }]
        : [],
    );
    const second = await client.messages.create({
      ...params,
      messages: [
        ...messages,
        { role: 'assistant', content: first.content },
        { role: 'user', content: results.reverse() },
      ],
    });
    const text = second.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
    expect(text).toContain('get_weather says 3');
    expect(sent()).toMatchObject({
      contents: [
        { role: 'user' },
        {
          role: 'model',
          parts: [
            {
              functionCall: { name: 'get_weather', args: { city: 'Oslo' } },
              thoughtSignature: expect.not.stringMatching(/^skip_|^cjEue/),
            },
            { functionCall: { name: 'get_time' } },
          ],
        },
        {
          role: 'user',
          parts: [{ functionResponse: { name: 'get_weather' } }, { functionResponse: { name: 'get_time' } }],
        },
      ],
      generationConfig: { thinkingConfig: { includeThoughts: true, thinkingLevel: 'LOW' } },
    });
  });

  it('see images and PDFs, system texts and stop sequences', async () => {
    await engine.anthropic().messages.create({
      model: MODEL,
      max_tokens: 100,
      system: 'Be brief.',
      stop_sequences: ['END'],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } },
            { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: PDF } },
            { type: 'text', text: 'What are these?' },
          ],
        },
      ],
    });
    expect(sent()).toEqual({
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        {
          role: 'user',
          parts: [
            { inlineData: { mimeType: 'image/png', data: PNG } },
            { inlineData: { mimeType: 'application/pdf', data: PDF } },
            { text: 'What are these?' },
          ],
        },
      ],
      generationConfig: { maxOutputTokens: 100, stopSequences: ['END'] },
    });
  });
});

describe('an OpenAI client and a Gemini model', () => {
  const tools: OpenAI.ChatCompletionTool[] = [WEATHER, CLOCK].map(({ name, description, schema }) => ({
    type: 'function',
    function: { name, description, parameters: schema },
  }));

  it('go through a loop of tools; what the client dropped, the sentinel stands in for', async () => {
    const client = engine.openai();
    const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: ASK_TWICE }];
    const first = await client.chat.completions.create({ model: MODEL, messages, tools });
    const calls = first.choices[0]?.message.tool_calls ?? [];
    expect(first.choices[0]?.finish_reason).toBe('tool_calls');
    expect(calls).toHaveLength(2);
    const second = await client.chat.completions.create({
      model: MODEL,
      tools,
      messages: [
        ...messages,
        { role: 'assistant', content: null, tool_calls: calls },
        ...calls.map(({ id }) => ({ role: 'tool' as const, tool_call_id: id, content: 'It is 3.' })),
      ],
    });
    expect(second.choices[0]?.message.content).toContain('It is 3.');
    expect(sent()).toMatchObject({
      contents: [{}, { parts: [{ thoughtSignature: 'skip_thought_signature_validator' }, {}] }, {}],
    });
  });

  it('give back the proof where the client keeps it', async () => {
    const client = engine.openai();
    const messages: OpenAI.ChatCompletionMessageParam[] = [
      { role: 'user', content: 'use tool get_time with {"city":"Oslo"}' },
    ];
    const first = await client.chat.completions.create({ model: MODEL, messages, tools });
    const message = first.choices[0]?.message;
    if (message === undefined) throw new Error('no message');
    const [call] = message.tool_calls ?? [];
    await client.chat.completions.create({
      model: MODEL,
      tools,
      messages: [...messages, message, { role: 'tool', tool_call_id: call?.id ?? '', content: 'noon' }],
    });
    expect(sent()).toMatchObject({
      contents: [{}, { parts: [{ thoughtSignature: expect.not.stringMatching(/^skip_|^cjEue/) }] }, {}],
    });
  });

  it('ask for JSON by a schema', async () => {
    await engine.openai().chat.completions.create({
      model: MODEL,
      messages: [{ role: 'user', content: 'Who?' }],
      reasoning_effort: 'low',
      response_format: { type: 'json_schema', json_schema: { name: 'person', strict: true, schema: PERSON } },
    });
    expect(sent()).toMatchObject({
      generationConfig: {
        responseMimeType: 'application/json',
        responseJsonSchema: PERSON,
        thinkingConfig: { thinkingLevel: 'LOW' },
      },
    });
  });
});

describe('a Gemini client and a Gemini model', () => {
  it('understand each other without anything lost on the way', async () => {
    const ai = new GoogleGenAI({ apiKey: KEY, httpOptions: { baseUrl: engine.url } });
    const config = {
      tools: [
        { functionDeclarations: [{ name: 'get_time', parametersJsonSchema: CLOCK.schema }] },
        { googleSearch: {} },
      ],
      thinkingConfig: { includeThoughts: true },
      seed: 7,
    };
    const chat = ai.chats.create({ model: MODEL, config });
    const parts: unknown[] = [];
    for await (const chunk of await chat.sendMessageStream({
      message: 'use tool get_time with {"city":"Oslo"}',
    })) {
      parts.push(...(chunk.candidates?.[0]?.content?.parts ?? []));
      expect(chunk.modelVersion).toBe('gemini-x-001');
      expect(chunk.responseId).toBe('resp-1');
    }
    expect(parts).toMatchObject([
      { text: 'Let me see.', thought: true },
      {
        functionCall: { name: 'get_time', args: { city: 'Oslo' } },
        thoughtSignature: expect.not.stringMatching(/^cjEue/),
      },
      { text: '' },
    ]);
    const answer = await chat.sendMessage({
      message: [{ functionResponse: { name: 'get_time', response: { output: 'noon' } } }],
    });
    expect(answer.text).toContain('noon');
    expect(answer.usageMetadata).toEqual({
      promptTokenCount: 50,
      cachedContentTokenCount: 32,
      candidatesTokenCount: 16,
      thoughtsTokenCount: 4,
      totalTokenCount: 70,
    });
    expect(sent()).toMatchObject({ tools: config.tools, generationConfig: { seed: 7 } });
  });
});

describe('what only Google’s models know', () => {
  const body = {
    contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
    generationConfig: { seed: 7 },
    safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
  };

  it('reaches Google without a warning', async () => {
    const response = await fetch(`${engine.url}/v1beta/models/${MODEL}:generateContent`, {
      method: 'POST',
      headers: { 'x-goog-api-key': KEY, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-krouter-warnings')).toBeNull();
    expect(sent()).toMatchObject(body);
    const row = await engine.row(response.headers.get('x-krouter-request-id'));
    expect(row.warnings).toEqual([]);
  });
});

describe('a conversation that moves from Claude to Gemini', () => {
  it('takes along no proof of another vendor', async () => {
    const both = await startEngine({
      regions: ['us-east-1'],
      env: {
        AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'secret',
        GEMINI_API_KEY: UPSTREAM_KEY,
      },
      config: () => ({ providers: [{ id: 'gemini', type: 'gemini', baseUrl: google.url }], combos: [] }),
    });
    const answer = await both.anthropic().messages.create({
      model: MODEL,
      max_tokens: 100,
      messages: [
        { role: 'user', content: 'Hi' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'Claude thinks.', signature: 'EqQBCkYIARgCKkA=' },
            { type: 'redacted_thinking', data: 'EmwKAhgB' },
            { type: 'text', text: 'Hello.' },
          ],
        },
        { role: 'user', content: 'Go on.' },
      ],
    });
    expect(answer.content).toMatchObject(
      [{ type: 'text' }, { type: 'text' }].slice(0, answer.content.length),
    );
    expect(JSON.stringify(sent())).not.toMatch(/EqQB|EmwK|Claude thinks/);
  });
});
