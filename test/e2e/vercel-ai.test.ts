import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import {
  generateObject,
  generateText,
  type LanguageModel,
  type ModelMessage,
  stepCountIs,
  streamText,
  tool,
} from 'ai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CLOCK, PNG, TWO_CALLS, WEATHER } from './samples.ts';
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

beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(() => {
  for (const region of engine.regions) region.clear();
});
afterAll(closeEngines);

type Choose = (url: string, key?: string) => LanguageModel;

const openai = (url: string, apiKey: string) => createOpenAI({ baseURL: `${url}/v1`, apiKey });

/** Each of the SDK's providers that can be pointed at kRouter. */
const MODELS: readonly (readonly [name: string, choose: Choose])[] = [
  ['openai.chat', (url, key = KEY) => openai(url, key).chat(PAIR)],
  ['openai.responses', (url, key = KEY) => openai(url, key).responses(PAIR)],
  ['anthropic', (url, key = KEY) => createAnthropic({ baseURL: `${url}/v1`, apiKey: key })(PAIR)],
];

const cities = z.object({ city: z.string() });

/** Tools that answer at once, and remember what they were asked. */
function toolbox(asked: string[]) {
  return {
    [WEATHER.name]: tool({
      description: WEATHER.description,
      inputSchema: cities,
      execute: async ({ city }) => {
        asked.push(`weather ${city}`);
        return `sunny in ${city}`;
      },
    }),
    [CLOCK.name]: tool({
      description: CLOCK.description,
      inputSchema: cities,
      execute: async ({ city }) => {
        asked.push(`time ${city}`);
        return `noon in ${city}`;
      },
    }),
  };
}

describe.each(MODELS)('the Vercel AI SDK with %s', (_name, choose) => {
  const model = () => choose(engine.url);
  const once = { maxRetries: 0, maxOutputTokens: 500 };

  it('gets a whole answer and its counts', async () => {
    const { text, usage, finishReason } = await generateText({
      ...once,
      model: model(),
      system: 'Be brief.',
      prompt: 'say exactly: Hello there.',
    });
    expect(text).toBe('Hello there.');
    expect(finishReason).toBe('stop');
    expect(usage).toMatchObject({ inputTokens: expect.any(Number), outputTokens: expect.any(Number) });
    expect(JSON.stringify(invocations(pairOf(engine)[0]).at(-1)?.json())).toContain('Be brief.');
  });

  it('gets the same answer streamed, delta by delta', async () => {
    const whole = await generateText({ ...once, model: model(), prompt: 'count to 50' });
    const stream = streamText({ ...once, model: model(), prompt: 'count to 50' });
    const deltas: string[] = [];
    for await (const delta of stream.textStream) deltas.push(delta);
    expect(deltas).toHaveLength(50);
    expect(deltas.join('')).toBe(whole.text);
    expect(await stream.finishReason).toBe('stop');
    expect(await stream.usage).toMatchObject({ outputTokens: whole.usage.outputTokens });
  });

  it.each([false, true])(
    'runs two tools at once and goes on with their results (streamed: %s)',
    async (streamed) => {
      const asked: string[] = [];
      const question = {
        ...once,
        model: model(),
        prompt: TWO_CALLS,
        tools: toolbox(asked),
        stopWhen: stepCountIs(3),
      };
      const { text, steps } = streamed ? await collected(streamText(question)) : await generateText(question);
      expect(asked.sort()).toEqual(['time Bergen', 'weather Oslo']);
      expect(steps).toHaveLength(2);
      expect(steps[0]?.finishReason).toBe('tool-calls');
      expect(text).toContain('sunny in Oslo');
      expect(text).toContain('noon in Bergen');
    },
  );

  it('sends an image', async () => {
    const messages: ModelMessage[] = [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'describe it' },
          { type: 'image', image: Buffer.from(PNG, 'base64') },
        ],
      },
    ];
    await generateText({ ...once, model: model(), messages });
    expect(invocations(pairOf(engine)[0]).at(-1)?.json()).toMatchObject({
      messages: [
        {
          role: 'user',
          content: [{ type: 'text' }, { type: 'image', source: { media_type: 'image/png', data: PNG } }],
        },
      ],
    });
  });

  it('gets an object by a schema', async () => {
    const schema = z.object({ name: z.string(), age: z.number() });
    const { object } = await generateObject({ ...once, model: model(), schema, prompt: 'Ada, 36' });
    expect(object).toEqual({ name: expect.any(String), age: expect.any(Number) });
  });

  it('is told what went wrong', async () => {
    const refused = generateText({ ...once, model: choose(engine.url, 'sk-wrong-0123456789'), prompt: 'hi' });
    await expect(refused).rejects.toMatchObject({ statusCode: 401, message: expect.stringContaining('key') });
    await engine.regions[0]?.fault({ kind: 'refuse' });
    await engine.regions[1]?.fault({ kind: 'refuse' });
    try {
      const broken = generateText({ ...once, model: model(), prompt: 'hi' });
      await expect(broken).rejects.toMatchObject({ statusCode: expect.any(Number), isRetryable: true });
    } finally {
      for (const region of engine.regions) await region.fault();
    }
  });

  it('sees that a stream broke', async () => {
    const broken = await startEngine();
    for (const region of broken.regions) await region.fault({ kind: 'cut', how: 'reset', after: 8 });
    const errors: unknown[] = [];
    const stream = streamText({
      ...once,
      model: choose(broken.url),
      prompt: 'count to 50',
      onError: ({ error }) => void errors.push(error),
    });
    for await (const part of stream.fullStream)
      if (part.type === 'finish') expect(part.finishReason).not.toBe('stop');
    expect(errors).toHaveLength(1);
    await broken.close();
  });

  it('ends the call upstream when it aborts', async () => {
    const slow = await startEngine();
    await pairOf(slow)[0].fault({ kind: 'stall', ms: 60_000, after: 6 });
    const controller = new AbortController();
    const stream = streamText({
      ...once,
      model: choose(slow.url),
      prompt: 'count to 50',
      abortSignal: controller.signal,
    });
    for await (const part of stream.fullStream) if (part.type === 'text-delta') controller.abort();
    await until(() => invocations(pairOf(slow)[0]).at(-1)?.aborted ?? false);
    await slow.close();
  });
});

interface Streamed<Step> {
  readonly text: PromiseLike<string>;
  readonly steps: PromiseLike<Step[]>;
}

async function collected<Step>(stream: Streamed<Step>): Promise<{ text: string; steps: Step[] }> {
  return { text: await stream.text, steps: await stream.steps };
}
