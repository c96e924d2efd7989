import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import type { ChatRequest } from '../../../main/core/chat-request.ts';
import { decodeRequest } from '../../../main/dialects/openai-chat/decode-request.ts';
import { encodeOpenaiChatRequest } from '../../../main/dialects/openai-chat/encode-request.ts';

const options = { maxTokensField: 'max_completion_tokens' } as const;
const json = fc.jsonValue({ maxDepth: 4 });
const word = fc.stringMatching(/^[a-z]{1,8}$/);
const anyText = fc.string({ unit: 'binary', minLength: 1 });

const known = fc.constantFrom(
  'text',
  'image_url',
  'file',
  'refusal',
  'input_audio',
  'tool_use',
  'tool_result',
  'image',
  'document',
  'thinking',
  'redacted_thinking',
  'constructor',
  '__proto__',
);
const roughPart = fc.record(
  {
    type: fc.oneof(known, json),
    text: json,
    image_url: json,
    file: json,
    source: json,
    content: json,
    id: json,
    name: json,
    input: json,
    tool_use_id: json,
  },
  { requiredKeys: ['type'] },
);
const id = fc.constantFrom('a', 'b', 'c');
const roughCall = fc.oneof(
  fc.record({ id, function: fc.record({ name: word, arguments: word }) }),
  fc.record({ id: json, type: json, function: json, custom: json }, { requiredKeys: [] }),
);
const roughMessage = fc.record(
  {
    role: fc.oneof(
      fc.constantFrom('system', 'developer', 'user', 'assistant', 'tool', 'function', 'valueOf'),
      json,
    ),
    content: fc.oneof(json, fc.array(roughPart)),
    tool_calls: fc.oneof(json, fc.array(roughCall, { maxLength: 3 })),
    tool_call_id: fc.oneof(id, json),
    function_call: json,
    reasoning_details: json,
    thinking_blocks: json,
    cache_control: json,
    refusal: json,
  },
  { requiredKeys: ['role'] },
);
/** Well-formed messages in any order: calls without results, results without calls, the same id again. */
const looseMessage = fc.oneof(
  fc.record({ role: fc.constantFrom('user', 'system', 'assistant'), content: word }),
  fc.record({ role: fc.constant('tool'), tool_call_id: id, content: word }),
  fc.uniqueArray(id, { minLength: 1 }).map((ids) => ({
    role: 'assistant',
    tool_calls: ids.map((id) => ({ id, function: { name: 'f', arguments: '' } })),
  })),
);
const roughBody = fc.record(
  {
    model: fc.oneof(word, json),
    messages: fc.oneof(fc.array(roughMessage, { minLength: 1 }), json),
    tools: fc.oneof(
      json,
      fc.array(
        fc.record(
          {
            type: fc.oneof(fc.constantFrom('function', 'custom'), json),
            function: json,
            custom: json,
            name: json,
          },
          { requiredKeys: [] },
        ),
      ),
    ),
    functions: json,
    tool_choice: json,
    function_call: json,
    stop: json,
    reasoning: json,
    thinking: json,
    reasoning_effort: json,
    response_format: json,
    stream: json,
    stream_options: json,
    n: json,
    logit_bias: json,
  },
  { requiredKeys: ['model', 'messages'] },
);

const part = fc.oneof(
  fc.record({ type: fc.constant('text'), text: anyText }),
  fc.record({
    type: fc.constant('image_url'),
    image_url: fc.record({
      url: fc.constant('data:image/png;base64,iVBORw0KGgo='),
      detail: fc.constantFrom('low', 'high'),
    }),
  }),
);
const step = fc
  .tuple(fc.uniqueArray(word, { minLength: 1, maxLength: 3 }), anyText, json)
  .map(([ids, text, args]) => [
    {
      role: 'assistant',
      content: null,
      tool_calls: ids.map((id) => ({
        id,
        type: 'function',
        function: { name: 'f', arguments: JSON.stringify(args) },
      })),
    },
    ...ids.map((id) => ({ role: 'tool', tool_call_id: id, content: text })),
  ]);
const turn = fc.oneof(
  fc
    .record({ role: fc.constant('user'), content: fc.oneof(anyText, fc.array(part, { minLength: 1 })) })
    .map((message) => [message]),
  fc.record({ role: fc.constant('assistant'), content: anyText }).map((message) => [message]),
  step,
);
const soundBody = fc.record(
  {
    model: word,
    messages: fc.array(turn, { minLength: 1 }).map((turns) => turns.flat()),
    tools: fc.constant([{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }]),
    tool_choice: fc.constantFrom('auto', 'required', { type: 'function', function: { name: 'f' } }),
    temperature: fc.double({ min: 0, max: 2, noNaN: true }),
    max_tokens: fc.integer({ min: 1, max: 9999 }),
    stop: fc.array(word, { minLength: 1, maxLength: 4 }),
    reasoning_effort: fc.constantFrom('none', 'low', 'high'),
    metadata: fc.dictionary(word, word),
    vendor_extra: json,
  },
  { requiredKeys: ['model', 'messages', 'tools'] },
);

/** What the hub understood, without the originals. */
function meaning(request: ChatRequest): unknown {
  return JSON.parse(JSON.stringify(request, (key, value) => (key === 'source' ? undefined : value)));
}

describe('decoding', () => {
  it('never fails with anything but an AppError, whatever JSON comes', () => {
    fc.assert(
      fc.property(fc.oneof(json, roughBody), (body) => {
        try {
          const request = decodeRequest(body);
          encodeOpenaiChatRequest(request, options);
          encodeOpenaiChatRequest({ ...request, dialect: 'anthropic', source: undefined }, options);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 600 },
    );
  });

  it('survives deep nesting', () => {
    let content: unknown = 'x';
    for (let i = 0; i < 5000; i += 1) content = [{ type: 'tool_result', tool_use_id: 'a', content }];
    expect(() => decodeRequest({ model: 'm', messages: [{ role: 'user', content }] })).toThrow(AppError);
  });
});

describe('a request to an upstream of the same dialect', () => {
  it('keeps the client’s messages and tools as they are', () => {
    fc.assert(
      fc.property(soundBody, (body) => {
        const encoded = encodeOpenaiChatRequest(decodeRequest(body), options).body;
        expect(encoded['messages']).toEqual(body.messages);
        expect(encoded['tools']).toEqual(body.tools);
        expect(encoded['vendor_extra']).toEqual(body.vendor_extra);
        expect(encoded).not.toHaveProperty('model');
        expect(encoded['max_completion_tokens']).toBe(body.max_tokens);
        expect(encoded).not.toHaveProperty('max_tokens');
      }),
    );
  });

  it('means the same when decoded again', () => {
    fc.assert(
      fc.property(soundBody, (body) => {
        const once = decodeRequest(body);
        const again = decodeRequest({ ...encodeOpenaiChatRequest(once, options).body, model: body.model });
        expect(meaning(again)).toEqual(meaning(once));
      }),
    );
  });

  it('means the same when every message has lost its original', () => {
    fc.assert(
      fc.property(soundBody, (body) => {
        const once = decodeRequest(body);
        const messages = once.messages.map((message) => ({ ...message, source: undefined }));
        const encoded = encodeOpenaiChatRequest({ ...once, messages }, options).body;
        expect(meaning(decodeRequest({ ...encoded, model: body.model }))).toEqual(meaning(once));
      }),
    );
  });
});

describe('a request built from the hub alone', () => {
  it('answers every call exactly once, right after the turn that made it', () => {
    fc.assert(
      fc.property(fc.array(looseMessage, { minLength: 1 }), (messages) => {
        const request = decodeRequest({ model: 'm', messages });
        const hub: ChatRequest = { ...request, dialect: 'anthropic', source: undefined };
        expectPaired(encodeOpenaiChatRequest(hub, options).body['messages']);
      }),
      { numRuns: 600 },
    );
  });
});

function expectPaired(messages: unknown): void {
  let open = new Set<unknown>();
  if (!Array.isArray(messages)) throw new Error('no messages');
  for (const message of messages) {
    if (message.role === 'tool') {
      expect(open.delete(message.tool_call_id)).toBe(true);
      continue;
    }
    expect(open.size).toBe(0);
    open = new Set((message.tool_calls ?? []).map((call: { id: string }) => call.id));
  }
  expect(open.size).toBe(0);
}
