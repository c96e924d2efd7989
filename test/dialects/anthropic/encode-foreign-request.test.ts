import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentBlock, Media } from '../../../main/core/chat-block.ts';
import type { Message } from '../../../main/core/chat-request.ts';
import { stringifyJson } from '../../../main/core/raw-json.ts';
import { claudeRules } from '../../../main/dialects/anthropic/claude-rules.ts';
import { encodeAnthropicRequest } from '../../../main/dialects/anthropic/encode-request.ts';
import { claudeFaults } from './claude-faults.ts';
import { deepFreeze, fixtureNames, readFixture } from './fixtures.ts';
import { encodeFor, foreignRequest } from './foreign-request.ts';

const MODELS = [
  'claude-sonnet-4-6',
  'claude-sonnet-4-5',
  'claude-opus-4-8',
  'claude-fable-5',
  'claude-3-5-haiku',
];

function user(...content: ContentBlock[]): Message {
  return { role: 'user', content };
}

describe('encodeAnthropicRequest for another dialect', () => {
  it.each(fixtureNames('foreign'))('encodes %s', (name) => {
    const { model, request, body, warnings, toolNames, outputTool } = readFixture(`foreign/${name}.json`);
    const hub = deepFreeze({ ...foreignRequest(), ...Object(request) });
    const encoded = encodeAnthropicRequest(hub, {
      rules: claudeRules(String(model)),
      defaultMaxTokens: 16_384,
    });
    expect(JSON.parse(stringifyJson(encoded.body))).toEqual(body);
    expect(encoded.warnings).toEqual(warnings);
    expect(Object.fromEntries(encoded.restore.toolNames ?? [])).toEqual(toolNames ?? {});
    expect(encoded.restore.outputTool).toBe(outputTool);
    expect(claudeFaults(encoded.body)).toEqual([]);
  });

  it('carries tool arguments in their own text', () => {
    const call: ContentBlock = {
      type: 'tool-use',
      id: 'a',
      name: 'f',
      arguments: '{ "n": 1.10, "id": 12345678901234567890 }',
    };
    const { body } = encodeFor('claude-sonnet-4-6', {
      messages: [user({ type: 'text', text: 'x' }), { role: 'assistant', content: [call] }],
    });
    expect(stringifyJson(body)).toContain('"input":{ "n": 1.10, "id": 12345678901234567890 }');
  });

  it('never raises the default above what the model writes', () => {
    expect(encodeFor('claude-3-haiku').body['max_tokens']).toBe(4096);
  });

  it.each<[string, Media]>([
    ['a stored image', { kind: 'file', fileId: 'file_1' }],
    ['a TIFF', { kind: 'base64', mediaType: 'image/tiff', data: 'SUkqAA==' }],
    ['text as an image', { kind: 'text', mediaType: 'text/plain', text: 'x' }],
  ])('refuses %s', (_what, media) => {
    expect(() => encodeFor('claude-sonnet-4-6', { messages: [user({ type: 'image', media })] })).toThrowError(
      /Claude|base64/,
    );
  });

  it.each<[string, Media]>([
    ['a stored document', { kind: 'file', fileId: 'file_1' }],
    ['a Word document', { kind: 'base64', mediaType: 'application/msword', data: '0M8R4A==' }],
  ])('refuses %s', (_what, media) => {
    expect(() =>
      encodeFor('claude-sonnet-4-6', { messages: [user({ type: 'document', media })] }),
    ).toThrowError(/Claude/);
  });

  it.each([
    ['R0lGODlhAQABAAAAACw=', 'image/gif'],
    ['/9j/4AAQSkZJRg==', 'image/jpeg'],
    ['UklGRiQAAABXRUJQVlA4IBgAAAA=', 'image/webp'],
  ])('labels an image by its bytes: %s', (data, mediaType) => {
    const media: Media = { kind: 'base64', mediaType: 'image/png', data };
    const { body } = encodeFor('claude-sonnet-4-6', { messages: [user({ type: 'image', media })] });
    expect(body['messages']).toMatchObject([{ content: [{ source: { media_type: mediaType } }] }]);
  });

  it('refuses to force a tool that is not there', () => {
    expect(() => encodeFor('claude-sonnet-4-6', { toolChoice: { mode: 'any' } })).toThrowError(/tool_choice/);
    const tools = [{ kind: 'function', name: 'a' } as const];
    expect(() =>
      encodeFor('claude-sonnet-4-6', { tools, toolChoice: { mode: 'tool', name: 'b' } }),
    ).toThrowError(/"b"/);
  });

  it('drops blocks of dialects that Claude does not know', () => {
    const opaque: ContentBlock = {
      type: 'opaque',
      dialect: 'openai-responses',
      name: 'file_search_call',
      source: {},
    };
    const { body, warnings } = encodeFor('claude-sonnet-4-6', {
      messages: [user({ type: 'text', text: 'x' }, opaque)],
    });
    expect(body['messages']).toEqual([{ role: 'user', content: [{ type: 'text', text: 'x' }] }]);
    expect(warnings).toMatchObject([
      { code: 'dropped', detail: expect.stringContaining('file_search_call') },
    ]);
  });

  it('joins the answers around a turn that held nothing but a second result', () => {
    const call = { type: 'tool-use', id: 'call_1', name: 'read', arguments: '' } as const;
    const result = { type: 'tool-result', toolUseId: 'call_1', content: [], isError: false } as const;
    const messages = [
      { role: 'user', content: [{ type: 'text', text: 'Go' }] },
      { role: 'assistant', content: [call] },
      { role: 'user', content: [result] },
      { role: 'assistant', content: [{ type: 'text', text: 'Hi' }] },
      { role: 'user', content: [result] },
      { role: 'assistant', content: [call] },
    ] as const;
    const options = { rules: claudeRules('claude-sonnet-4-6'), defaultMaxTokens: 16_384 };
    const { body } = encodeAnthropicRequest(foreignRequest({ messages, maxTokens: 3000 }), options);
    expect(claudeFaults(JSON.parse(stringifyJson(body)))).toEqual([]);
  });

  it('makes of any conversation one that Claude accepts', () => {
    fc.assert(
      fc.property(
        conversation,
        tools,
        fc.constantFrom(...MODELS),
        reasoning,
        (messages, offered, model, wish) => {
          const request = deepFreeze(
            foreignRequest({ messages, tools: offered, reasoning: wish, maxTokens: 3000 }),
          );
          const options = { rules: claudeRules(model), defaultMaxTokens: 16_384 };
          const { body } = encodeAnthropicRequest(request, options);
          expect(claudeFaults(JSON.parse(stringifyJson(body)))).toEqual([]);
          expect(stringifyJson(encodeAnthropicRequest(request, options).body)).toBe(stringifyJson(body));
        },
      ),
      { numRuns: 1500 },
    );
  });
});

const id = fc.constantFrom('call_1', 'call_2', 'functions.x:0', '', 'ü'.repeat(80));
const name = fc.constantFrom('read', 'my.tool', 'x'.repeat(90));
const text = fc
  .constantFrom('Hi', '', ' \n', 'Go on. ')
  .map((value): ContentBlock => ({ type: 'text', text: value }));
const call = fc.record({
  type: fc.constant('tool-use' as const),
  id,
  name,
  arguments: fc.constantFrom('', '{}', '{"a":1}', '{', '[]', 'null', '"{}"', '7'),
});
const result = fc.record({
  type: fc.constant('tool-result' as const),
  toolUseId: id,
  content: fc.array(text, { maxLength: 2 }),
  isError: fc.boolean(),
});
const thinking = fc.constantFrom<ContentBlock>(
  { type: 'thinking', thinking: 'hm' },
  { type: 'thinking', thinking: '', signature: 'Eq==' },
  { type: 'redacted-thinking', data: 'Em==' },
);
const message = fc.oneof(
  fc.record({
    role: fc.constant('user' as const),
    content: fc.array(fc.oneof(text, result), { maxLength: 4 }),
  }),
  fc.record({
    role: fc.constant('assistant' as const),
    content: fc.array(fc.oneof(text, call, thinking), { maxLength: 4 }),
  }),
  fc.record({ role: fc.constant('system' as const), content: fc.array(text, { maxLength: 1 }) }),
);
const conversation = fc.array(message, { maxLength: 8 });
const tools = fc.array(fc.record({ kind: fc.constant('function' as const), name }), { maxLength: 2 });
const reasoning = fc.constantFrom(
  undefined,
  { mode: 'off' } as const,
  { effort: 'high' } as const,
  { mode: 'budget', budgetTokens: 9000 } as const,
);
