import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../main/core/json.ts';
import { ask, CALLERS, type Caller, member } from './callers.ts';
import { PNG } from './samples.ts';
import { answerOf, toolBlock } from './scripts.ts';
import { closeEngines, invocations, pairOf, type RunningEngine, startEngine } from './start-engine.ts';

let engine: RunningEngine;

beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(() => {
  for (const region of engine.regions) {
    region.clear();
    region.script(undefined);
  }
});
afterAll(closeEngines);

const SAY = 'say exactly: All is well.';
const fn = (name: string, parameters?: unknown) => ({ type: 'function', function: { name, parameters } });
const call = (id: string, name: string, args = '{}') => ({
  id,
  type: 'function',
  function: { name, arguments: args },
});
const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}` } };
const use = (id: string, name = 't', input: unknown = {}) => ({ type: 'tool_use', id, name, input });
const result = (id: string, content: unknown = 'ok') => ({ type: 'tool_result', tool_use_id: id, content });
const tool = (name: string) => ({ name, input_schema: { type: 'object' } });

/** What real clients send although no documentation says that they may. */
const CONVERSATIONS: Readonly<Record<Caller['dialect'], Readonly<Record<string, JsonObject>>>> = {
  openai: {
    'turns of one role after another': {
      messages: [
        { role: 'user', content: 'one' },
        { role: 'user', content: SAY },
        { role: 'assistant', content: 'two' },
        { role: 'assistant', content: 'three' },
        { role: 'user', content: SAY },
      ],
    },
    'an assistant’s turn first': {
      messages: [
        { role: 'assistant', content: 'Welcome!' },
        { role: 'user', content: SAY },
      ],
    },
    'instructions alone': { messages: [{ role: 'system', content: SAY }] },
    'instructions in the middle and at the end': {
      messages: [
        { role: 'system', content: 'A' },
        { role: 'user', content: 'one' },
        { role: 'system', content: 'B' },
        { role: 'assistant', content: 'two' },
        { role: 'user', content: SAY },
        { role: 'developer', content: 'C' },
      ],
    },
    'empty texts everywhere': {
      messages: [
        { role: 'system', content: '' },
        { role: 'user', content: '' },
        { role: 'assistant', content: '' },
        { role: 'assistant', content: null },
        {
          role: 'user',
          content: [
            { type: 'text', text: '' },
            { type: 'text', text: SAY },
          ],
        },
      ],
    },
    'white space at the end of an assistant’s turn': {
      messages: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: 'two \n\n' },
        { role: 'user', content: SAY },
      ],
    },
    'a call without a result': {
      tools: [fn('t', { type: 'object' })],
      messages: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: null, tool_calls: [call('c1', 't'), call('c2', 't')] },
        { role: 'tool', tool_call_id: 'c2', content: 'ok' },
        { role: 'user', content: SAY },
      ],
    },
    'a call that is still open at the end of the conversation': {
      tools: [fn('t', { type: 'object' })],
      messages: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: null, tool_calls: [call('c1', 't')] },
      ],
    },
    'results in another order, with text between': {
      tools: [fn('t', { type: 'object' })],
      messages: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: 'Looking.', tool_calls: [call('c1', 't'), call('c2', 't')] },
        { role: 'tool', tool_call_id: 'c2', content: 'second' },
        { role: 'user', content: 'hurry up' },
        { role: 'tool', tool_call_id: 'c1', content: 'first' },
        { role: 'user', content: SAY },
      ],
    },
    'calls of which no tool is offered any more': {
      messages: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: null, tool_calls: [call('c1', 'gone', '{"a":1}')] },
        { role: 'tool', tool_call_id: 'c1', content: 'ok' },
        { role: 'user', content: SAY },
      ],
    },
    'two calls of one id': {
      tools: [fn('t', { type: 'object' })],
      messages: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: null, tool_calls: [call('c1', 't')] },
        { role: 'tool', tool_call_id: 'c1', content: 'ok' },
        { role: 'assistant', content: null, tool_calls: [call('c1', 't')] },
        { role: 'tool', tool_call_id: 'c1', content: 'ok again' },
        { role: 'user', content: SAY },
      ],
    },
    'ids and names Claude would refuse': {
      tools: [fn('mcp.files/read file', { type: 'object' }), fn('x'.repeat(90), { type: 'object' })],
      messages: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: null, tool_calls: [call('call|1:a/b', 'mcp.files/read file')] },
        { role: 'tool', tool_call_id: 'call|1:a/b', content: '' },
        { role: 'user', content: SAY },
      ],
    },
    'arguments that are empty, or no object, or no JSON': {
      tools: [fn('t', { type: 'object' })],
      messages: [
        { role: 'user', content: 'one' },
        {
          role: 'assistant',
          content: null,
          tool_calls: [call('c1', 't', ''), call('c2', 't', '[1]'), call('c3', 't', '{"a":')],
        },
        { role: 'tool', tool_call_id: 'c1', content: 'a' },
        { role: 'tool', tool_call_id: 'c2', content: [{ type: 'text', text: 'b' }] },
        { role: 'tool', tool_call_id: 'c3', content: 'c' },
        { role: 'user', content: SAY },
      ],
    },
    'tools with schemas of every kind': {
      tools: [
        fn('none'),
        fn('empty', {}),
        fn('nothing', null),
        fn('union', { anyOf: [{ type: 'object', properties: { a: { type: ['string', 'null'] } } }] }),
        fn('draft', { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', definitions: {} }),
      ],
      messages: [{ role: 'user', content: SAY }],
    },
    'images in results and in instructions’ company': {
      tools: [fn('t', { type: 'object' })],
      messages: [
        { role: 'user', content: [image, { type: 'text', text: 'one' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'Looking.' }], tool_calls: [call('c1', 't')] },
        { role: 'tool', tool_call_id: 'c1', content: [image] },
        { role: 'user', content: SAY },
      ],
    },
    'the functions of old': {
      functions: [{ name: 'f', parameters: { type: 'object' } }],
      messages: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } },
        { role: 'function', name: 'f', content: 'ok' },
        { role: 'user', content: SAY },
      ],
    },
    'every optional member null': {
      messages: [{ role: 'user', content: SAY, name: null }],
      tools: null,
      tool_choice: null,
      stop: null,
      temperature: null,
      response_format: null,
      user: null,
      stream_options: null,
      metadata: null,
      n: 1,
      logprobs: false,
    },
  },
  anthropic: {
    'turns of one role after another': {
      messages: [
        { role: 'user', content: 'one' },
        { role: 'user', content: SAY },
      ],
    },
    'instructions as blocks, with caches': {
      system: [
        { type: 'text', text: 'x-anthropic-billing-header: a=b' },
        { type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } },
      ],
      messages: [
        { role: 'user', content: [{ type: 'text', text: SAY, cache_control: { type: 'ephemeral' } }] },
      ],
    },
    'members only the first-party API knows': {
      metadata: { user_id: 'user_1' },
      service_tier: 'auto',
      container: null,
      inference_geo: 'us',
      speed: 'standard',
      messages: [{ role: 'user', content: SAY }],
    },
    'tools of the client’s own, versioned': {
      tools: [
        { type: 'bash_20250124', name: 'bash' },
        { type: 'text_editor_20250728', name: 'str_replace_based_edit_tool' },
        { type: 'custom', ...tool('t'), eager_input_streaming: true, allowed_callers: ['direct'] },
      ],
      messages: [{ role: 'user', content: SAY }],
    },
    'a tool that runs on Anthropic’s servers': {
      tools: [{ type: 'web_search_20250305', name: 'web_search', max_uses: 1 }, tool('t')],
      messages: [{ role: 'user', content: SAY }],
    },
    'what SDKs leave in the blocks they replay': {
      tools: [tool('t')],
      messages: [
        { role: 'user', content: 'one' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'Looking.', citations: null, parsed_output: null },
            { ...use('toolu_1'), caller: { type: 'direct' } },
          ],
        },
        { role: 'user', content: [result('toolu_1', []), { type: 'text', text: SAY }] },
      ],
    },
    'thinking of another vendor': {
      messages: [
        { role: 'user', content: 'one' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'Hm', signature: '' },
            { type: 'text', text: 'two' },
          ],
        },
        { role: 'user', content: SAY },
      ],
    },
    'the mark of a million tokens on the model': {
      model: 'pair[1m]',
      messages: [{ role: 'user', content: SAY }],
    },
  },
};

describe.each(CALLERS)('$name:', (caller) => {
  it.each(Object.entries(CONVERSATIONS[caller.dialect]))('%s is answered', async (_name, body) => {
    const reading = await ask(engine, caller, { body });
    expect(reading.errorMessage).toBe('');
    expect(reading).toMatchObject({ status: 200, isComplete: true });
    expect(reading.headers.get('x-krouter-attempts')).toBe('1');
    expect(invocations(pairOf(engine)[0]).map(({ status }) => status)).toEqual([200]);
  });

  it('a tool whose name Claude would refuse is called by the client’s own name', async () => {
    const names = ['mcp.files/read file', 'x'.repeat(90), 'naïve'];
    const tools = { openai: names.map((name) => fn(name, { type: 'object' })), anthropic: names.map(tool) };
    for (const [index, name] of names.entries()) {
      pairOf(engine)[0].script(({ body }) => {
        const offered = member(body, 'tools');
        const sent = Array.isArray(offered) ? String(member(offered[index], 'name')) : '';
        expect(sent).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
        return answerOf(toolBlock(0, sent, ['{}']), { stopReason: 'tool_use' });
      });
      const { raw, status } = await ask(engine, caller, { body: { tools: tools[caller.dialect] } });
      expect(status).toBe(200);
      expect(raw).toContain(`"name":${JSON.stringify(name)}`);
    }
  });
});

/** Wrong at Anthropic too: an Anthropic client gets the word it would get there. */
const MISTAKES: readonly { mistake: string; said: RegExp; body: JsonObject }[] = [
  {
    mistake: 'a call without its result',
    said: /`tool_use` ids were found without `tool_result` blocks/,
    body: {
      tools: [tool('t')],
      messages: [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: [use('toolu_1'), use('toolu_2')] },
        { role: 'user', content: [result('toolu_2'), { type: 'text', text: SAY }] },
      ],
    },
  },
  {
    mistake: 'five cache marks',
    said: /A maximum of 4 blocks with cache_control/,
    body: {
      system: [1, 2].map((n) => ({ type: 'text', text: `S${n}`, cache_control: { type: 'ephemeral' } })),
      messages: [
        {
          role: 'user',
          content: [1, 2, 3].map(() => ({ type: 'text', text: SAY, cache_control: { type: 'ephemeral' } })),
        },
      ],
    },
  },
  {
    mistake: 'an empty text',
    said: /text content blocks must be non-empty/,
    body: { messages: [{ role: 'user', content: [{ type: 'text', text: '' }] }] },
  },
];

describe.each(CALLERS.filter(({ dialect }) => dialect === 'anthropic'))('$name:', (caller) => {
  it.each(MISTAKES)('$mistake is refused in the model’s own words, once', async ({ said, body }) => {
    const reading = await ask(engine, caller, { body });
    expect(reading.status).toBe(400);
    expect(reading.error).toMatchObject({ type: 'invalid_request_error' });
    expect(reading.errorMessage).toMatch(said);
    expect(engine.regions.map((region) => invocations(region).length)).toEqual([1, 0]);
  });
});
