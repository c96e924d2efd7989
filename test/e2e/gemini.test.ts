import {
  ApiError,
  type Content,
  FunctionCallingConfigMode,
  type GenerateContentConfig,
  type GenerateContentResponse,
  GoogleGenAI,
} from '@google/genai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CLOCK, PDF, PERSON, PNG, TWO_CALLS, WEATHER } from './samples.ts';
import {
  closeEngines,
  invocations,
  KEY,
  PAIR,
  pairOf,
  type RunningEngine,
  startEngine,
  until,
} from './start-engine.ts';

let engine: RunningEngine;
let ai: GoogleGenAI;

beforeAll(async () => {
  engine = await startEngine();
  ai = sdk('v1beta');
});
beforeEach(() => {
  for (const region of engine.regions) region.clear();
});
afterAll(closeEngines);

function sdk(apiVersion: string, apiKey = KEY): GoogleGenAI {
  return new GoogleGenAI({ apiKey, httpOptions: { baseUrl: engine.url, apiVersion } });
}

function sdkOf({ url }: RunningEngine): GoogleGenAI {
  return new GoogleGenAI({ apiKey: KEY, httpOptions: { baseUrl: url } });
}

function ask(contents: string | Content[], config: GenerateContentConfig = {}) {
  return ai.models.generateContent({ model: PAIR, contents, config });
}

interface Streamed {
  readonly chunks: readonly GenerateContentResponse[];
  readonly text: string;
  readonly last: GenerateContentResponse | undefined;
}

async function streamed(contents: string | Content[], config: GenerateContentConfig = {}): Promise<Streamed> {
  const chunks: GenerateContentResponse[] = [];
  for await (const chunk of await ai.models.generateContentStream({ model: PAIR, contents, config }))
    chunks.push(chunk);
  return { chunks, text: chunks.map((chunk) => chunk.text ?? '').join(''), last: chunks.at(-1) };
}

function sent(): unknown {
  return invocations(pairOf(engine)[0]).at(-1)?.json();
}

/** The API itself, as a program without an SDK calls it. */
function post(path: string, body: unknown, headers: Record<string, string> = { 'x-goog-api-key': KEY }) {
  return fetch(engine.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

const hello = { contents: [{ parts: [{ text: 'say exactly: Hello there.' }] }] };

const TOOLS = [
  {
    functionDeclarations: [WEATHER, CLOCK].map(({ name, description, schema }) => ({
      name,
      description,
      parametersJsonSchema: schema,
    })),
  },
];

describe('the Google Gen AI SDK', () => {
  it('gets a whole answer', async () => {
    const answer = await ask('say exactly: Hello there.');
    expect(answer.text).toBe('Hello there.');
    expect(answer.candidates).toMatchObject([{ finishReason: 'STOP', index: 0 }]);
    expect(answer.modelVersion).toBe(PAIR);
  });

  it('gets the same answer streamed, delta by delta', async () => {
    const { text, chunks, last } = await streamed('count to 50');
    const whole = await ask('count to 50');
    expect(text).toBe(whole.text);
    expect(chunks.length).toBeGreaterThan(50);
    expect(last?.usageMetadata).toEqual(whole.usageMetadata);
    expect(last?.candidates?.[0]?.finishReason).toBe('STOP');
  });

  it('is served under every version of the API', async () => {
    for (const version of ['v1', 'v1alpha']) {
      const answer = await sdk(version).models.generateContent({ model: PAIR, contents: 'say exactly: Hi.' });
      expect(answer.text).toBe('Hi.');
    }
  });

  it('sends instructions, and they reach the model as its system text', async () => {
    await ask('hello', { systemInstruction: 'Be brief.' });
    expect(sent()).toMatchObject({ messages: [{ role: 'user' }] });
    expect(JSON.stringify(sent())).toMatch(/"system":.*Be brief\./);
  });

  it.each([false, true])(
    'calls two tools at once and gives their results back (streamed: %s)',
    async (isStreamed) => {
      const turn = async (contents: Content[]) => {
        if (!isStreamed) return (await ask(contents, { tools: TOOLS })).candidates?.[0]?.content?.parts ?? [];
        const { chunks } = await streamed(contents, { tools: TOOLS });
        return chunks.flatMap((chunk) => chunk.candidates?.[0]?.content?.parts ?? []);
      };
      const question: Content = { role: 'user', parts: [{ text: TWO_CALLS }] };
      const parts = await turn([question]);
      const calls = parts.flatMap(({ functionCall }) => (functionCall === undefined ? [] : [functionCall]));
      expect(calls).toMatchObject([
        { name: 'get_weather', args: { city: 'Oslo' } },
        { name: 'get_time', args: { city: 'Bergen' } },
      ]);
      expect(new Set(calls.map(({ id }) => id)).size).toBe(2);

      const [first, second] = calls;
      const answer = await turn([
        question,
        { role: 'model', parts },
        {
          role: 'user',
          parts: [
            { functionResponse: { id: second?.id, name: 'get_time', response: { output: 'It is noon.' } } },
            {
              functionResponse: { id: first?.id, name: 'get_weather', response: { result: 'It is sunny.' } },
            },
          ],
        },
      ]);
      const text = answer.map((part) => part.text ?? '').join('');
      expect(text).toContain('The tool answered: It is noon.');
      expect(text).toContain('The tool answered: It is sunny.');
      expect(sent()).toMatchObject({
        messages: [
          { role: 'user' },
          { role: 'assistant', content: [{ input: { city: 'Oslo' } }, { input: { city: 'Bergen' } }] },
          { role: 'user', content: [{ type: 'tool_result' }, { type: 'tool_result' }] },
        ],
      });
    },
  );

  it('brings results back without ids, by name and order', async () => {
    const answer = await ask(
      [
        { role: 'user', parts: [{ text: TWO_CALLS }] },
        {
          role: 'model',
          parts: [
            { functionCall: { name: 'get_weather', args: { city: 'Oslo' } } },
            { functionCall: { name: 'get_time', args: { city: 'Bergen' } } },
          ],
        },
        {
          role: 'user',
          parts: [
            { functionResponse: { name: 'get_time', response: { output: 'noon' } } },
            { functionResponse: { name: 'get_weather', response: { error: 'no such city' } } },
          ],
        },
      ],
      { tools: TOOLS },
    );
    expect(answer.candidates?.[0]?.finishReason).toBe('STOP');
    expect(sent()).toMatchObject({
      messages: [
        {},
        { content: [{ id: 'call_1' }, { id: 'call_2' }] },
        {
          content: [
            { tool_use_id: 'call_1', content: 'no such city', is_error: true },
            { tool_use_id: 'call_2', content: 'noon' },
          ],
        },
      ],
    });
  });

  it('is held to a tool, or to none, when it says so', async () => {
    const choose = (mode: FunctionCallingConfigMode, allowedFunctionNames?: string[]) => ({
      tools: TOOLS,
      toolConfig: { functionCallingConfig: { mode, allowedFunctionNames } },
    });
    const named = await ask('hello', choose(FunctionCallingConfigMode.ANY, ['get_time']));
    expect(named.functionCalls).toMatchObject([{ name: 'get_time' }]);
    const none = await ask(TWO_CALLS, choose(FunctionCallingConfigMode.NONE));
    expect(none.functionCalls).toBeUndefined();
  });

  it('shows the model an image and hands it a PDF', async () => {
    const inline = (mimeType: string, data: string, text: string) =>
      ask([{ role: 'user', parts: [{ inlineData: { mimeType, data } }, { text }] }]);
    expect((await inline('image/png', PNG, 'What is this?')).text).toContain('I can see 1 image');
    expect(sent()).toMatchObject({
      messages: [{ content: [{ source: { media_type: 'image/png', data: PNG } }, {}] }],
    });
    expect((await inline('application/pdf', PDF, 'Summarise it.')).text).toContain(
      'I have read the document',
    );
    expect(JSON.stringify(sent())).toContain(PDF);
  });

  it('sees thoughts when it asks for them, and its chat brings their proofs back', async () => {
    const config = {
      thinkingConfig: { includeThoughts: true, thinkingBudget: 2048 },
      maxOutputTokens: 8000,
      tools: TOOLS,
    };
    const chat = ai.chats.create({ model: PAIR, config });
    const seen: unknown[] = [];
    for await (const chunk of await chat.sendMessageStream({
      message: 'use tool get_weather with {"city":"Oslo"}',
    })) {
      seen.push(...(chunk.candidates?.[0]?.content?.parts ?? []).filter(({ thought }) => thought === true));
    }
    expect(seen.length).toBeGreaterThan(0);
    await chat.sendMessage({
      message: [{ functionResponse: { name: 'get_weather', response: { output: 'sunny' } } }],
    });
    expect(sent()).toMatchObject({
      messages: [
        { role: 'user' },
        {
          role: 'assistant',
          content: [{ type: 'thinking', signature: expect.stringMatching(/.+/) }, { type: 'tool_use' }],
        },
        { role: 'user', content: [{ type: 'tool_result' }] },
      ],
    });
  });

  it('sees no thoughts when it does not ask for them', async () => {
    const { chunks } = await streamed('hello', {
      thinkingConfig: { thinkingBudget: 2048 },
      maxOutputTokens: 8000,
    });
    const parts = chunks.flatMap((chunk) => chunk.candidates?.[0]?.content?.parts ?? []);
    expect(parts.some(({ thought }) => thought === true)).toBe(false);
    expect(sent()).toMatchObject({ thinking: {} });
  });

  it('gets JSON that fits its schema, in both of its forms', async () => {
    const json = { responseMimeType: 'application/json' };
    const modern = await ask('Who is it?', { ...json, responseJsonSchema: PERSON });
    expect(JSON.parse(modern.text ?? '')).toEqual({ name: 'example', age: 1 });
    const response = await post(`/v1beta/models/${PAIR}:generateContent`, {
      ...hello,
      generationConfig: {
        ...json,
        responseSchema: {
          type: 'OBJECT',
          properties: { name: { type: 'STRING' }, age: { type: 'INTEGER' } },
          required: ['name', 'age'],
        },
      },
    });
    const body: unknown = await response.json();
    expect(body).toMatchObject({
      candidates: [{ content: { parts: [{ text: '{"name":"example","age":1}' }] } }],
    });
  });

  it('is told why the model stopped', async () => {
    const cut = await ask('count to 50', { maxOutputTokens: 5 });
    expect(cut.candidates?.[0]?.finishReason).toBe('MAX_TOKENS');
    const stopped = await ask('count to 50', { stopSequences: [' 7'] });
    expect(stopped.text).toBe('1 2 3 4 5 6');
    expect(stopped.candidates?.[0]?.finishReason).toBe('STOP');
    expect((await ask('please refuse this')).candidates?.[0]?.finishReason).toBe('SAFETY');
  });

  it('counts tokens', async () => {
    const { totalTokens } = await ai.models.countTokens({ model: PAIR, contents: 'How long is this?' });
    expect(totalTokens).toBeGreaterThan(0);
  });

  it('lists models under either version, and shows one', async () => {
    for (const version of ['v1', 'v1beta']) {
      const names: (string | undefined)[] = [];
      for await (const { name } of await sdk(version).models.list()) names.push(name);
      expect(names).toContain(`models/${PAIR}`);
      expect(await sdk(version).models.get({ model: PAIR })).toMatchObject({ name: `models/${PAIR}` });
    }
  });

  it('gets its own errors: a wrong key, an unknown model, a bad request', async () => {
    const failure = async (failed: Promise<unknown>) => {
      const thrown: unknown = await failed.catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(ApiError);
      return thrown;
    };
    const wrongKey = sdk('v1beta', 'wrong').models.generateContent({ model: PAIR, contents: 'x' });
    expect(await failure(wrongKey)).toMatchObject({ status: 401 });
    const unknown = ai.models.generateContent({ model: 'no-such-model', contents: 'x' });
    expect(await failure(unknown)).toMatchObject({ status: 404 });
    expect(await failure(ask('x', { candidateCount: 2 }))).toMatchObject({ status: 400 });
    expect(await failure(ask('x', { cachedContent: 'cachedContents/a' }))).toMatchObject({ status: 400 });
  });

  it('hangs up in mid-stream, and so does kRouter', async () => {
    const slow = await startEngine({ simulator: { tokenDelayMs: 10 } });
    const stop = new AbortController();
    const stream = await sdkOf(slow).models.generateContentStream({
      model: PAIR,
      contents: 'count to 900',
      config: { abortSignal: stop.signal },
    });
    const reading = (async () => {
      for await (const _ of stream) stop.abort();
    })();
    await expect(reading).rejects.toThrow();
    await until(() => invocations(pairOf(slow)[0]).at(-1)?.aborted ?? false);
  });

  it('is told when the answer breaks off, and does not take it for a whole one', async () => {
    const broken = await startEngine();
    await pairOf(broken)[0].fault({ kind: 'cut', how: 'reset', after: 6 });
    const stream = await sdkOf(broken).models.generateContentStream({ model: PAIR, contents: 'count to 50' });
    const reasons: unknown[] = [];
    const reading = (async () => {
      for await (const chunk of stream) reasons.push(chunk.candidates?.[0]?.finishReason);
    })();
    await expect(reading).rejects.toThrow(ApiError);
    expect(reasons.every((reason) => reason === undefined)).toBe(true);
  });
});

describe('the Gemini API without an SDK', () => {
  it('streams one JSON list when it is not asked for SSE', async () => {
    const response = await post(`/v1beta/models/${PAIR}:streamGenerateContent`, hello);
    expect(response.headers.get('content-type')).toContain('application/json');
    const list: unknown = JSON.parse(await response.text());
    expect(Array.isArray(list)).toBe(true);
    expect(JSON.stringify(list)).toContain('Hello');
  });

  it('answers errors in the form of the answer', async () => {
    const sse = await post('/v1beta/models/nope:streamGenerateContent?alt=sse', hello);
    expect([sse.status, await sse.json()]).toMatchObject([
      404,
      { error: { code: 404, status: 'NOT_FOUND' } },
    ]);
    const list = await post('/v1beta/models/nope:streamGenerateContent', hello);
    expect([list.status, await list.json()]).toMatchObject([
      404,
      [{ error: { code: 404, status: 'NOT_FOUND' } }],
    ]);
  });

  it('takes a model with slashes, escaped or not, and keys wherever Google’s clients put them', async () => {
    const model = 'bedrock-us-east-1/anthropic.claude-sonnet-4-6';
    const paths = [
      `/v1beta/models/${model}:generateContent`,
      `/v1beta/models/${encodeURIComponent(model)}:generateContent`,
      `/v1/models/models/${model}:generateContent`,
    ];
    for (const path of paths) expect((await post(path, hello)).status).toBe(200);
    expect((await post(`${paths[0]}?key=${KEY}`, hello, {})).status).toBe(200);
    expect((await post(`${paths[0]}`, hello, { authorization: `Bearer ${KEY}` })).status).toBe(200);
    expect(engine.logLines.join('\n')).not.toContain(KEY);
  });

  it('takes snake_case', async () => {
    const response = await post(`/v1beta/models/${PAIR}:generateContent`, {
      system_instruction: { parts: { text: 'Be kind.' } },
      contents: { parts: [{ text: 'see' }, { inline_data: { mime_type: 'image/png', data: PNG } }] },
      generation_config: { max_output_tokens: 7 },
    });
    expect(response.status).toBe(200);
    expect(sent()).toMatchObject({ max_tokens: 7 });
    expect(JSON.stringify(sent())).toContain('Be kind.');
  });

  it.each([
    [
      'a file that lies at Google',
      {
        fileData: {
          mimeType: 'application/pdf',
          fileUri: 'https://generativelanguage.googleapis.com/v1beta/files/a',
        },
      },
      'stored with another vendor',
    ],
    ['sound', { inlineData: { mimeType: 'audio/mp3', data: 'SUQz' } }, 'audio/mp3'],
  ])('is refused %s, which Claude could not see, in clear words', async (_what, part, words) => {
    const response = await post(`/v1beta/models/${PAIR}:generateContent`, {
      contents: [{ parts: [part, { text: 'What is it?' }] }],
    });
    const body: unknown = await response.json();
    expect([response.status, body]).toMatchObject([
      400,
      { error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining(words) } },
    ]);
    expect(invocations(pairOf(engine)[0])).toHaveLength(0);
  });

  it('says what it dropped', async () => {
    const response = await post(`/v1beta/models/${PAIR}:generateContent`, {
      ...hello,
      generationConfig: { seed: 1 },
      safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
    });
    const warnings = response.headers.get('x-krouter-warnings');
    expect(warnings).toContain('dropped:generationConfig.seed');
    expect(warnings).toContain('dropped:safetySettings');
    const row = await engine.row(response.headers.get('x-krouter-request-id'));
    expect(row.warnings.join()).toContain('dropped:safetySettings');
  });

  it('leaves the other formats their own /v1/models', async () => {
    const list = await fetch(`${engine.url}/v1/models`, { headers: { authorization: `Bearer ${KEY}` } });
    expect(await list.json()).toMatchObject({ object: 'list' });
    const id = encodeURIComponent(PAIR);
    const one = await fetch(`${engine.url}/v1/models/${id}`, { headers: { authorization: `Bearer ${KEY}` } });
    expect(await one.json()).toMatchObject({ object: 'model' });
  });
});
