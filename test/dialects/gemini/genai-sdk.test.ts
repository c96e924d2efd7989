import { ApiError, FunctionCallingConfigMode, GoogleGenAI, type Part, Type } from '@google/genai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import { geminiProtocol } from '../../../main/dialects/gemini/gemini-protocol.ts';
import { openProof } from '../../../main/dialects/openai-vocabulary/sealed-proof.ts';
import { type ProtocolServer, type Reply, startProtocolServer } from '../vertex/protocol-server.ts';
import { scenarios } from './stream-scenarios.ts';

let server: ProtocolServer;
let ai: GoogleGenAI;
beforeAll(async () => {
  server = await startProtocolServer(geminiProtocol, [
    { id: 'bedrock/claude', displayName: 'Claude', contextTokens: 200_000, maxOutputTokens: 64_000 },
  ]);
  ai = new GoogleGenAI({
    apiKey: 'sk-krouter-local',
    httpOptions: { baseUrl: server.url, apiVersion: 'v1beta' },
  });
});
afterAll(() => server.close());

const model = 'bedrock/claude';
const THINK = { thinkingConfig: { includeThoughts: true, thinkingBudget: 2000 } };

interface Seen {
  readonly parts: readonly Part[];
  readonly finishReason: unknown;
  readonly usage: unknown;
}

async function streamed(reply: Reply): Promise<Seen> {
  server.replyWith(reply);
  const parts: Part[] = [];
  let last: Omit<Seen, 'parts'> | undefined;
  for await (const chunk of await ai.models.generateContentStream({ model, contents: 'hi', config: THINK })) {
    const [candidate] = chunk.candidates ?? [];
    parts.push(...(candidate?.content?.parts ?? []));
    last = { finishReason: candidate?.finishReason, usage: chunk.usageMetadata };
  }
  return { parts, finishReason: last?.finishReason, usage: last?.usage };
}

async function whole(reply: Reply): Promise<Seen> {
  server.replyWith(reply);
  const answer = await ai.models.generateContent({ model, contents: 'hi', config: THINK });
  const [candidate] = answer.candidates ?? [];
  return {
    parts: candidate?.content?.parts ?? [],
    finishReason: candidate?.finishReason,
    usage: answer.usageMetadata,
  };
}

const both = [
  ['streamed', streamed],
  ['not streamed', whole],
] as const;

function textOf({ parts }: Seen): string {
  return parts.map((part) => (part.thought === true ? '' : (part.text ?? ''))).join('');
}

describe('the Google Gen AI SDK', () => {
  for (const [how, read] of both) {
    it(`reads text ${how}, letter by letter`, async () => {
      const seen = await read(scenarios.text);
      expect(textOf(seen)).toBe('Hei 👩‍👩‍👧 \u2028"\\ verden');
      expect(seen.finishReason).toBe('STOP');
    });

    it(`reads parallel calls ${how}, whole and with their ids`, async () => {
      const seen = await read(scenarios['parallel-tools']);
      const calls = seen.parts.flatMap(({ functionCall }) =>
        functionCall === undefined ? [] : [functionCall],
      );
      expect(calls).toEqual([
        { id: 'a', name: 'tool_a', args: { city: 'Oslo' } },
        { id: 'b', name: 'tool_b', args: {} },
      ]);
      expect(seen.finishReason).toBe('STOP');
    });

    it(`reads usage ${how}`, async () => {
      const { usage } = await read(scenarios.text);
      expect(usage).toEqual({
        promptTokenCount: 42,
        cachedContentTokenCount: 30,
        candidatesTokenCount: 2,
        thoughtsTokenCount: 5,
        totalTokenCount: 49,
      });
    });

    it(`reads thoughts ${how}, and their proofs on the parts that histories keep`, async () => {
      const { parts } = await read(scenarios.thinking);
      expect(parts[0]).toEqual({ text: 'First, count. 🧮', thought: true });
      const proofs = parts.flatMap(({ thoughtSignature }) =>
        thoughtSignature === undefined ? [] : [openProof(thoughtSignature)],
      );
      expect(proofs).toEqual([
        { dialect: 'anthropic', kind: 'thinking', value: 'EqQBCkYIARgC', text: 'First, count. 🧮' },
        { dialect: 'anthropic', kind: 'redacted', value: 'EmwKAhgB', text: undefined },
      ]);
    });

    it(`is told ${how} that an answer was refused`, async () => {
      const seen = await read(scenarios.refusal);
      expect(seen.finishReason).toBe('SAFETY');
      expect(textOf(seen)).toBe('I ');
    });

    it(`is not handed ${how} a call that was cut off`, async () => {
      const seen = await read(scenarios['cut-call']);
      expect(seen.parts.some(({ functionCall }) => functionCall !== undefined)).toBe(false);
      expect(seen.finishReason).toBe('MAX_TOKENS');
    });
  }

  it('throws its own error for one in mid-stream, after what came before', async () => {
    await expect(streamed(scenarios.error)).rejects.toThrow('Every region is overloaded.');
  });

  it('throws its own error with the status of a refused request', async () => {
    const failed = await whole(new AppError({ code: 'model_not_found', message: 'No such model.' })).catch(
      (thrown: unknown) => thrown,
    );
    expect(failed).toBeInstanceOf(ApiError);
    expect(failed).toMatchObject({ status: 404 });
    expect(String(failed)).toContain('No such model.');
  });

  it('sends settings, tools and schemas that the decoder takes', async () => {
    server.replyWith(scenarios.text);
    await ai.models.generateContent({
      model,
      contents: [
        {
          role: 'user',
          parts: [{ text: 'What is this?' }, { inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } }],
        },
      ],
      config: {
        systemInstruction: 'Be brief.',
        temperature: 0.5,
        topP: 0.9,
        topK: 40,
        maxOutputTokens: 100,
        stopSequences: ['END'],
        responseMimeType: 'application/json',
        responseSchema: { type: Type.OBJECT, properties: { n: { type: Type.INTEGER, nullable: true } } },
        tools: [{ functionDeclarations: [{ name: 'f', parametersJsonSchema: { type: 'object' } }] }],
        toolConfig: {
          functionCallingConfig: { mode: FunctionCallingConfigMode.ANY, allowedFunctionNames: ['f'] },
        },
        thinkingConfig: { thinkingBudget: 0 },
      },
    });
    expect(server.requests.at(-1)).toMatchObject({
      dialect: 'gemini',
      model,
      stream: false,
      system: [{ type: 'text', text: 'Be brief.' }],
      messages: [{ role: 'user', content: [{ type: 'text' }, { type: 'image' }] }],
      tools: [{ kind: 'function', name: 'f', inputSchema: { type: 'object' } }],
      toolChoice: { mode: 'tool', name: 'f' },
      maxTokens: 100,
      temperature: 0.5,
      topP: 0.9,
      topK: 40,
      stopSequences: ['END'],
      reasoning: { mode: 'off' },
      output: {
        type: 'json-schema',
        schema: { type: 'object', properties: { n: { type: ['integer', 'null'] } } },
      },
    });
  });

  it('brings thinking and calls back in a chat, in the order they had', async () => {
    const chat = ai.chats.create({ model, config: THINK });
    server.replyWith(scenarios['thinking-tool']);
    for await (const _ of await chat.sendMessageStream({ message: 'weather?' }));
    server.replyWith(scenarios.text);
    await chat.sendMessage({
      message: [{ functionResponse: { id: 'a', name: 'tool_a', response: { output: '3 °C' } } }],
    });
    const blocks = server.requests.at(-1)?.messages.flatMap(({ content }) => content) ?? [];
    expect(blocks.map(({ source: _source, ...block }) => block)).toEqual([
      { type: 'text', text: 'weather?' },
      { type: 'thinking', thinking: 'Ask the tool.', signature: 'EqQBCkYIARgC' },
      { type: 'tool-use', id: 'a', name: 'tool_a', arguments: '{"city":"Oslo"}' },
      { type: 'tool-result', toolUseId: 'a', content: [{ type: 'text', text: '3 °C' }], isError: false },
    ]);
  });

  it('counts tokens', async () => {
    expect(await ai.models.countTokens({ model, contents: 'How long is this?' })).toMatchObject({
      totalTokens: 42,
    });
  });

  it('lists models and shows one', async () => {
    const names: unknown[] = [];
    for await (const { name } of await ai.models.list()) names.push(name);
    expect(names).toEqual(['models/bedrock/claude']);
    expect(await ai.models.get({ model: 'models/bedrock/claude' })).toMatchObject({
      displayName: 'Claude',
      inputTokenLimit: 200_000,
      outputTokenLimit: 64_000,
    });
  });

  it('is refused embeddings in clear words', async () => {
    await expect(ai.models.embedContent({ model, contents: 'x' })).rejects.toThrow('not offered here');
  });

  it('hangs up when it is aborted', async () => {
    server.replyWith(scenarios.text.slice(0, 3));
    const stop = new AbortController();
    const stream = await ai.models.generateContentStream({
      model,
      contents: 'hi',
      config: { abortSignal: stop.signal },
    });
    const reading = (async () => {
      for await (const _ of stream) stop.abort();
    })();
    await expect(reading).rejects.toThrow();
    await expect.poll(() => server.open()).toBe(0);
  });
});
