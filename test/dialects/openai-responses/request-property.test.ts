import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import type { ChatRequest } from '../../../main/core/chat-request.ts';
import { collect } from '../../../main/core/collect.ts';
import { isJsonObject } from '../../../main/core/json.ts';
import { decodeRequest } from '../../../main/dialects/openai-responses/decode-request.ts';
import { encodeAnswer } from '../../../main/dialects/openai-responses/encode-answer.ts';
import { encodeResponsesRequest } from '../../../main/dialects/openai-responses/encode-request.ts';
import { context, encodeStream, scenarios } from './stream-scenarios.ts';

const options = { isReasoningModel: true };
const json = fc.jsonValue({ maxDepth: 4 });
const word = fc.stringMatching(/^[a-z]{1,8}$/);
const anyText = fc.string({ unit: 'binary', minLength: 1 });
const id = fc.constantFrom('a', 'b', 'c');

const roughPart = fc.record(
  {
    type: fc.oneof(
      fc.constantFrom('input_text', 'output_text', 'input_image', 'input_file', 'refusal', 'text', 'valueOf'),
      json,
    ),
    text: json,
    image_url: json,
    file_data: json,
    filename: json,
    refusal: json,
  },
  { requiredKeys: ['type'] },
);
const ITEM_TYPES = [
  'message',
  'reasoning',
  'function_call',
  'function_call_output',
  'custom_tool_call',
  'custom_tool_call_output',
  'local_shell_call',
  'local_shell_call_output',
  'shell_call',
  'shell_call_output',
  'apply_patch_call',
  'apply_patch_call_output',
  'additional_tools',
  'web_search_call',
  'constructor',
] as const;
const roughTool = fc.record(
  {
    type: fc.oneof(fc.constantFrom('function', 'custom', 'namespace', 'shell', '__proto__'), json),
    name: fc.oneof(word, json),
    tools: json,
    function: json,
    parameters: json,
    format: json,
  },
  { requiredKeys: [] },
);
const roughItem = fc.record(
  {
    type: fc.oneof(fc.constantFrom(...ITEM_TYPES), json),
    role: fc.oneof(fc.constantFrom('user', 'assistant', 'developer'), json),
    content: fc.oneof(json, fc.array(roughPart)),
    call_id: fc.oneof(id, json),
    id: fc.oneof(id, json),
    name: fc.oneof(word, json),
    namespace: json,
    arguments: json,
    input: json,
    output: json,
    action: json,
    operation: json,
    tools: fc.oneof(fc.array(roughTool), json),
    encrypted_content: fc.oneof(fc.constant('cjEueyJkaWFsZWN0Ijo='), json),
    summary: json,
  },
  { requiredKeys: [] },
);
const roughBody = fc.record(
  {
    model: fc.oneof(word, json),
    input: fc.oneof(fc.array(roughItem, { minLength: 1, maxLength: 6 }), json),
    instructions: json,
    tools: fc.oneof(json, fc.array(roughTool)),
    tool_choice: json,
    reasoning: json,
    text: json,
    stream: json,
    include: json,
    metadata: json,
    previous_response_id: json,
  },
  { requiredKeys: ['model', 'input'] },
);

const part = fc.oneof(
  fc.record({ type: fc.constant('input_text'), text: anyText }),
  fc.record({
    type: fc.constant('input_image'),
    image_url: fc.constant('data:image/png;base64,iVBORw0KGgo='),
    detail: fc.constantFrom('low', 'high'),
  }),
);
const step = fc
  .tuple(fc.uniqueArray(word, { minLength: 1, maxLength: 3 }), anyText, json)
  .map(([ids, text, args]) => [
    ...ids.map((id) => ({ type: 'function_call', call_id: id, name: 'f', arguments: JSON.stringify(args) })),
    { type: 'custom_tool_call', call_id: 'X', name: 'c', input: text },
    ...ids.map((id) => ({ type: 'function_call_output', call_id: id, output: text })),
    { type: 'custom_tool_call_output', call_id: 'X', output: [{ type: 'input_text', text }] },
  ]);
const turn = fc.oneof(
  fc
    .record({
      type: fc.constant('message'),
      role: fc.constant('user'),
      content: fc.array(part, { minLength: 1 }),
    })
    .map((item) => [item]),
  anyText.map((text) => [
    { type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] },
    { type: 'message', role: 'user', content: [{ type: 'input_text', text }] },
  ]),
  anyText.map((text) => [{ type: 'reasoning', summary: [], encrypted_content: `g${text}` }]),
  step,
);
const soundBody = fc.record(
  {
    model: word,
    input: fc.array(turn, { minLength: 1 }).map((turns) => turns.flat()),
    instructions: anyText,
    tools: fc.constant([
      { type: 'function', name: 'f', parameters: { type: 'object' }, strict: false },
      { type: 'custom', name: 'c' },
      { type: 'web_search' },
    ]),
    tool_choice: fc.constantFrom('auto', 'required', { type: 'function', name: 'f' }),
    temperature: fc.double({ min: 0, max: 2, noNaN: true }),
    max_output_tokens: fc.integer({ min: 16, max: 9999 }),
    reasoning: fc.constantFrom({ effort: 'none' }, { effort: 'low', summary: 'auto' }),
    metadata: fc.dictionary(word, word),
    vendor_extra: json,
  },
  { requiredKeys: ['model', 'input', 'tools'] },
);

/** What the hub understood, without the originals. */
function meaning(request: ChatRequest): unknown {
  const { stream: _, ...rest } = request;
  return JSON.parse(JSON.stringify(rest, (key, value) => (key === 'source' ? undefined : value)));
}

describe('decoding', () => {
  it('never fails with anything but an AppError, whatever JSON comes, nor does what follows', () => {
    fc.assert(
      fc.property(fc.oneof(json, roughBody), (body) => {
        try {
          const request = decodeRequest(body);
          encodeResponsesRequest(request, options);
          encodeResponsesRequest({ ...request, dialect: 'anthropic', source: undefined }, options);
          encodeStream(scenarios['other-calls'], request);
          encodeAnswer(collect(scenarios['other-calls']), request, context);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('survives deep nesting', () => {
    let output: unknown = 'x';
    for (let i = 0; i < 3000; i += 1) output = { output };
    const input = [{ type: 'function_call_output', call_id: 'a', output }];
    expect(decodeRequest({ model: 'm', input }).messages).toHaveLength(1);
  });
});

describe('a request to an upstream of the same dialect', () => {
  it('keeps the client’s items, tools and settings as they are', () => {
    fc.assert(
      fc.property(soundBody, (body) => {
        const { model: _, ...rest } = body;
        expect(encodeResponsesRequest(decodeRequest(body), options).body).toEqual({ ...rest, stream: true });
      }),
    );
  });

  it('means the same when every message has lost its original', () => {
    fc.assert(
      fc.property(soundBody, (body) => {
        const once = decodeRequest(body);
        const messages = once.messages.map((message) => ({ ...message, source: undefined }));
        const encoded = encodeResponsesRequest({ ...once, messages }, options).body;
        expect(meaning(decodeRequest({ ...encoded, model: body.model }))).toEqual(meaning(once));
      }),
    );
  });
});

const loose = fc.oneof(
  fc.record({ role: fc.constantFrom('user', 'developer', 'assistant'), content: word }),
  fc.record({ type: fc.constant('function_call'), call_id: id, name: word, arguments: fc.constant('') }),
  fc.record({ type: fc.constant('function_call_output'), call_id: id, output: word }),
);

describe('a request built from the hub alone', () => {
  it('answers every call exactly once before the user speaks again', () => {
    fc.assert(
      fc.property(fc.array(loose, { minLength: 1 }), (input) => {
        const request = decodeRequest({ model: 'm', input });
        const hub: ChatRequest = { ...request, dialect: 'anthropic', source: undefined };
        expectPaired(encodeResponsesRequest(hub, options).body['input']);
      }),
      { numRuns: 600 },
    );
  });
});

function expectPaired(items: unknown): void {
  const open = new Set<unknown>();
  if (!Array.isArray(items)) throw new Error('no items');
  for (const item of items.filter(isJsonObject)) {
    if (item['type'] === 'function_call') open.add(item['call_id']);
    else if (item['type'] === 'function_call_output') expect(open.delete(item['call_id'])).toBe(true);
    else if (item['role'] !== 'assistant') expect(open.size).toBe(0);
  }
  expect(open.size).toBe(0);
}
