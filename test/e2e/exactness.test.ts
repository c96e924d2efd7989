import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ScriptPart } from '../../main/simulator/region/script.ts';
import { ask, CALLERS, dataLines, STREAMED, WHOLE } from './callers.ts';
import { WEATHER } from './samples.ts';
import { answerOf, block, textBlock, toolBlock } from './scripts.ts';
import {
  closeEngines,
  invocations,
  KEY,
  PAIR,
  pairOf,
  type RunningEngine,
  startEngine,
} from './start-engine.ts';

let engine: RunningEngine;

beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(async () => {
  for (const region of engine.regions) {
    region.clear();
    region.script(undefined);
    await region.fault();
  }
});
afterAll(closeEngines);

function answerWith(parts: readonly ScriptPart[]): void {
  pairOf(engine)[0].script(() => parts);
}

/** What the model was asked, as text: parsing would round its numbers. */
function sentText(): string {
  return invocations(pairOf(engine)[0]).at(-1)?.body.toString('utf8') ?? '';
}

/** What sits on every edge of UTF-8 and UTF-16, of JSON and of server-sent events. */
const TEXT =
  'é ß 東京 👩🏽‍🚀 𝒳 \u2028 \u2029 \ufeff \u0085 "q" \\ / \b\f\n\r\t \u0001 data: [DONE]\n\nevent: x\r\n <>&\' 🇳🇴 e\u0301';

describe.each(CALLERS)('$name: text', (caller) => {
  it('with every awkward character comes through byte for byte, however the frames are cut', async () => {
    for (const bytes of [undefined, 1, 3, 5]) {
      await pairOf(engine)[0].fault(bytes === undefined ? [] : { kind: 'slice', bytes });
      answerWith(answerOf(textBlock(0, ...TEXT)));
      const { text, isComplete } = await ask(engine, caller);
      expect(text).toBe(TEXT);
      expect(isComplete).toBe(true);
    }
  });

  it('that comes in halves of a surrogate pair is put together again', async () => {
    answerWith(answerOf(textBlock(0, ...TEXT.split(''))));
    expect((await ask(engine, caller)).text).toBe(TEXT);
  });

  it('reaches the model byte for byte', async () => {
    await ask(engine, caller, { text: TEXT });
    expect(sentText()).toContain(JSON.stringify(TEXT));
  });

  it('of a hundred kilobytes in one delta comes through whole', async () => {
    const long = '0123456789abcdé😀'.repeat(6_000);
    answerWith(answerOf(textBlock(0, long, 'end')));
    expect((await ask(engine, caller)).text).toBe(`${long}end`);
  });

  it('in empty deltas and empty blocks is no trouble', async () => {
    answerWith(answerOf([...textBlock(0, '', 'a', ''), ...textBlock(1), ...textBlock(2, 'b')]));
    expect(await ask(engine, caller)).toMatchObject({ text: 'ab', isComplete: true, error: undefined });
  });
});

const BIG = '123456789012345678901234567890';
const ARGUMENTS = `{"id":${BIG},"list":[9007199254740993,-9223372036854775808],"x":1.0,"y":1e5,"z":"é😀"}`;
const FRAGMENTS = [
  '',
  '{"id":12345678901',
  '2345678901234567890',
  `,"list":[90071992547409`,
  '93,-9223372036854775808],"x":1.0',
  ',"y":1e5,"z":"é😀"}',
];
const FIELDS = ARGUMENTS.slice(1, -1).split(/,(?=")/);

const TOOLS = {
  openai: [{ type: 'function', function: { name: WEATHER.name, parameters: WEATHER.schema } }],
  anthropic: [{ name: WEATHER.name, input_schema: WEATHER.schema }],
};

describe.each(CALLERS)('$name: numbers beyond 2^53 in the arguments of a call', (caller) => {
  it('come from the model digit by digit', async () => {
    expect(FRAGMENTS.join('')).toBe(ARGUMENTS);
    answerWith(answerOf(toolBlock(0, WEATHER.name, FRAGMENTS), { stopReason: 'tool_use' }));
    const { raw } = await ask(engine, caller, { body: { tools: TOOLS[caller.dialect] } });
    expect(argumentsIn(raw)).toContain(ARGUMENTS);
  });
});

/** The arguments as a client puts them together, or the raw text of a whole answer. */
function argumentsIn(raw: string): string {
  if (!raw.startsWith('data:') && !raw.startsWith('event:')) return raw.replaceAll('\\"', '"');
  return dataLines(raw)
    .flatMap((line) => /"(?:arguments|partial_json)":("(?:[^"\\]|\\.)*")/.exec(line)?.[1] ?? [])
    .map((text) => JSON.parse(text))
    .join('');
}

describe('numbers beyond 2^53 on their way to the model', () => {
  const post = (path: string, body: string) =>
    fetch(engine.url + path, {
      method: 'POST',
      headers: { 'x-api-key': KEY, 'content-type': 'application/json' },
      body,
    });

  it('survive in replayed calls and in results, in the OpenAI dialect', async () => {
    const call = { id: 'call_1', type: 'function', function: { name: WEATHER.name, arguments: ARGUMENTS } };
    const response = await post(
      '/v1/chat/completions',
      JSON.stringify({
        model: PAIR,
        tools: TOOLS.openai,
        messages: [
          { role: 'user', content: 'hello' },
          { role: 'assistant', tool_calls: [call] },
          { role: 'tool', tool_call_id: 'call_1', content: `{"row":${BIG}}` },
        ],
      }),
    );
    expect(response.status).toBe(200);
    for (const field of FIELDS) expect(sentText()).toContain(field);
    expect(sentText()).toContain(JSON.stringify(`{"row":${BIG}}`));
  });

  it('survive in replayed calls and in results, in the Anthropic dialect', async () => {
    const response = await post(
      '/v1/messages',
      `{"model":"${PAIR}","max_tokens":100,"tools":${JSON.stringify(TOOLS.anthropic)},"messages":[
        {"role":"user","content":"hello"},
        {"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"${WEATHER.name}","input":${ARGUMENTS}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"{\\"row\\":${BIG}}"}]}]}`,
    );
    expect(response.status).toBe(200);
    for (const field of FIELDS.filter((field) => !/^"[xy]"/.test(field))) expect(sentText()).toContain(field);
    expect(sentText()).toContain(JSON.stringify(`{"row":${BIG}}`));
  });

  it('survive in the schema of a tool', async () => {
    const schema = `{"type":"object","properties":{"n":{"type":"integer","maximum":${BIG}}}}`;
    await post(
      '/v1/messages',
      `{"model":"${PAIR}","max_tokens":100,"tools":[{"name":"t","input_schema":${schema}}],"messages":[{"role":"user","content":"hi"}]}`,
    );
    expect(sentText()).toContain(`"maximum":${BIG}`);
    await post(
      '/v1/chat/completions',
      `{"model":"${PAIR}","tools":[{"type":"function","function":{"name":"t","parameters":${schema}}}],"messages":[{"role":"user","content":"hi"}]}`,
    );
    expect(sentText()).toContain(`"maximum":${BIG}`);
  });
});

describe('what this version has never heard of', () => {
  const future = { type: 'hologram', depth: 3, nested: { big: [1, 2] } };
  const inner = [
    ...block(0, future, [{ type: 'hologram_delta', ray: 'αβγ' }]),
    ...textBlock(1, 'seen'),
    { type: 'future_event', note: 'hello' },
  ];
  const extras = {
    message: { future_member: { a: 1 } },
    delta: { future_delta: true },
    usage: { future_tokens: 5 },
  };

  it.each(STREAMED.filter(({ dialect }) => dialect === 'anthropic'))(
    '$name: passes through unchanged, in its place',
    async (caller) => {
      answerWith(answerOf(inner, extras));
      const { raw, text, isComplete } = await ask(engine, caller);
      const events = dataLines(raw).map((line) => JSON.parse(line));
      expect(events.find(({ type }) => type === 'content_block_start')).toEqual({
        type: 'content_block_start',
        index: 0,
        content_block: future,
      });
      expect(events).toContainEqual({
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'hologram_delta', ray: 'αβγ' },
      });
      expect(events.find(({ type }) => type === 'message_start').message).toMatchObject(extras.message);
      expect(events.find(({ type }) => type === 'message_delta')).toMatchObject({
        delta: extras.delta,
        usage: extras.usage,
      });
      expect({ text, isComplete }).toEqual({ text: 'seen', isComplete: true });
    },
  );

  it.each(WHOLE.filter(({ dialect }) => dialect === 'anthropic'))('$name: is in the body', async (caller) => {
    answerWith(answerOf(inner, extras));
    const { raw } = await ask(engine, caller);
    expect(JSON.parse(raw)).toMatchObject({
      content: [
        { ...future, ray: 'αβγ' },
        { type: 'text', text: 'seen' },
      ],
      usage: { ...extras.usage, output_tokens: 7 },
      ...extras.message,
      ...extras.delta,
    });
  });

  it.each(CALLERS.filter(({ dialect }) => dialect === 'openai'))(
    '$name: does not disturb the rest',
    async (caller) => {
      answerWith(answerOf(inner, extras));
      expect(await ask(engine, caller)).toMatchObject({ text: 'seen', isComplete: true, finish: 'stop' });
    },
  );

  it('in a block of a request reaches the model as the client wrote it, or is named in a warning', async () => {
    const caller = WHOLE.find(({ dialect }) => dialect === 'anthropic') ?? WHOLE[0];
    if (caller === undefined) throw new Error('no caller');
    const reading = await ask(engine, caller, {
      body: { future_setting: { on: true }, metadata: { user_id: 'u-1' } },
    });
    expect(reading.status).toBe(200);
    expect(sentText()).toContain('"user_id":"u-1"');
    expect(reading.headers.get('x-krouter-warnings')).toContain('dropped:future_setting');
  });
});

describe('citations', () => {
  it('pass through to an Anthropic client, streamed and whole', async () => {
    const citation = {
      type: 'char_location',
      cited_text: 'x',
      document_index: 0,
      start_char_index: 0,
      end_char_index: 1,
      document_title: null,
    };
    const parts = answerOf(
      block(0, { type: 'text', text: '', citations: [] }, [
        { type: 'text_delta', text: 'Cited' },
        { type: 'citations_delta', citation },
      ]),
    );
    const message = { model: PAIR, max_tokens: 10, messages: [{ role: 'user' as const, content: 'Hi' }] };
    answerWith(parts);
    expect((await engine.anthropic().messages.create(message)).content).toMatchObject([
      { text: 'Cited', citations: [citation] },
    ]);
    expect((await engine.anthropic().messages.stream(message).finalMessage()).content).toMatchObject([
      { text: 'Cited', citations: [citation] },
    ]);
  });
});
