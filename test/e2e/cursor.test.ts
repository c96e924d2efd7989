import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, partsOf, readAnswer, run, textOf } from '../dialects/cursor/cursor-run.ts';
import type { Read } from '../dialects/cursor/cursor-schema.ts';
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

const PATH = '/aiserver.v1.InferenceService/RunInference';

function post(
  request: Read,
  options: { key?: string; path?: string; signal?: AbortSignal } = {},
): Promise<Response> {
  return fetch(`${engine.url}${options.path ?? PATH}`, {
    method: 'POST',
    signal: options.signal,
    headers: {
      authorization: `Bearer ${options.key ?? KEY}`,
      'content-type': 'application/connect+proto',
      'connect-protocol-version': '1',
    },
    body: new Uint8Array(run({ requested_model: { model_id: PAIR }, ...request })),
  });
}

async function ask(request: Read): Promise<Answer> {
  const response = await post(request);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/connect+proto');
  return readAnswer(new Uint8Array(await response.arrayBuffer()));
}

const says = (text: string) => ({ messages: [{ role: 1, text }] });
const TOOLS = [WEATHER, CLOCK].map(({ name, description, schema }) => ({
  name,
  description,
  parameters: { jsonSchema: schema },
}));

describe('a client that speaks Cursor’s format', () => {
  it('gets an answer of Bedrock as a whole run, with its counts', async () => {
    const answer = await ask(says('count to 50'));
    expect(textOf(answer)).toMatch(/^1\b/);
    expect(partsOf(answer).filter((part) => part['text'] !== undefined)).toHaveLength(50);
    expect(Object.keys(answer.messages[0] ?? {})).toEqual(['run_ready']);
    expect(answer.messages.at(-1)).toEqual({ invocation_end: { invocation_id: 'i1' } });
    expect(answer.end).toEqual({});
    const counts = partsOf(answer).find((part) => part['extended_usage'] !== undefined)?.['extended_usage'];
    expect(counts).toMatchObject({ input: expect.any(Number), output: expect.any(Number) });
  });

  it('has its tools called in parallel, and their results understood', async () => {
    const answer = await ask({ ...says(TWO_CALLS), tools: TOOLS });
    const complete = partsOf(answer).flatMap((part) =>
      part['tool_call']?.is_complete ? [part['tool_call']] : [],
    );
    expect(complete.map(({ tool_name, args, tool_index = 0 }) => [tool_name, args, tool_index])).toEqual([
      ['get_weather', '{"city":"Oslo"}', 0],
      ['get_time', '{"city":"Bergen"}', 1],
    ]);
    const last = await ask({
      tools: TOOLS,
      messages: [
        { role: 4, text: 'Be brief.' },
        { role: 1, text: TWO_CALLS },
        {
          role: 2,
          tool_calls: complete.map(({ tool_call_id, tool_name, args }) => ({
            tool_call_id,
            tool_name,
            raw_tool_call_args: args,
          })),
        },
        {
          role: 3,
          tool_content: {
            parts: complete.map(({ tool_call_id }, i) => ({ tool_call_id, result: '5', is_error: i === 1 })),
          },
        },
      ],
    });
    expect(textOf(last)).not.toBe('');
    expect(invocations(pairOf(engine)[0]).at(-1)?.json()).toMatchObject({
      system: expect.anything(),
      messages: [{}, {}, { content: [{ type: 'tool_result' }, { type: 'tool_result', is_error: true }] }],
    });
  });

  it('may send an image', async () => {
    await ask({
      messages: [
        { role: 1, parts: { parts: [{ image: { data: PNG, mime_type: 'image/png' } }, { text: 'what?' }] } },
      ],
    });
    expect(invocations(pairOf(engine)[0]).at(-1)?.json()).toMatchObject({
      messages: [{ content: [{ type: 'image', source: { data: PNG } }, { type: 'text' }] }],
    });
  });

  it('gets thinking whose proof comes back to Claude untouched', async () => {
    const requested_model = { model_id: PAIR, parameters: [{ id: 'effort', value: 'high' }] };
    const first = await ask({ ...says('think about it'), requested_model });
    const thinking = partsOf(first).flatMap((part) =>
      part['thinking'] === undefined ? [] : [part['thinking']],
    );
    const text = thinking.map((part) => part.text ?? '').join('');
    const signature = thinking.map((part) => part.signature ?? '').join('');
    expect(signature).not.toBe('');
    await ask({
      requested_model,
      messages: [
        { role: 1, text: 'think about it' },
        { role: 2, text: textOf(first), reasoning_parts: [{ text, signature }] },
        { role: 1, text: 'and now?' },
      ],
    });
    // The simulator refuses a signature that is not its own, byte for byte.
    expect(invocations(pairOf(engine)[0]).at(-1)?.json()).toMatchObject({
      messages: [{}, { content: [{ type: 'thinking', thinking: text }, { type: 'text' }] }, {}],
    });
  });

  it.each([
    ['invalid_argument', () => post({ messages: [] })],
    ['not_found', () => post({ ...says('a'), requested_model: { model_id: 'no-such-model' } })],
    ['unauthenticated', () => post(says('a'), { key: 'wrong' })],
    ['unimplemented', () => post(says('a'), { path: '/aiserver.v1.AiService/Unheard' })],
  ])('is told %s in the frame that ends the stream', async (code, send) => {
    const response = await send();
    const { end } = readAnswer(new Uint8Array(await response.arrayBuffer()));
    expect(end?.['error']).toMatchObject({ code, message: expect.stringMatching(/\w/) });
  });

  it('is told of a break in mid-answer, never of a clean end', async () => {
    await pairOf(engine)[0].fault({ kind: 'cut', how: 'reset', after: 4 });
    const answer = await ask(says('count to 50'));
    expect(textOf(answer)).toMatch(/^1\b/);
    expect(answer.end?.['error'].code).toBe('unavailable');
    expect(answer.messages.some((message) => message['invocation_end'] !== undefined)).toBe(false);
  });

  it('stops Bedrock when it hangs up', async () => {
    await pairOf(engine)[0].fault({ kind: 'stall', ms: 60_000, after: 6 });
    const controller = new AbortController();
    const response = await post(says('count to 50'), { signal: controller.signal });
    await response.body?.getReader().read();
    controller.abort();
    await until(() => invocations(pairOf(engine)[0]).at(-1)?.aborted ?? false);
  });
});
