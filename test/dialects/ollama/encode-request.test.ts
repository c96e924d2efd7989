import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import type { ContentBlock } from '../../../main/core/chat-block.ts';
import type { ChatRequest, Message } from '../../../main/core/chat-request.ts';
import { stringifyJson } from '../../../main/core/raw-json.ts';
import { ollamaChatDialect, ollamaGenerateDialect } from '../../../main/dialects/ollama/ollama-dialects.ts';
import { ollamaUpstream } from '../../../main/dialects/ollama/ollama-upstream.ts';
import { hubRequest } from '../../core/hub-request.ts';

const OPTIONS = { model: 'llama3.1:8b', defaultMaxTokens: 16_384, contextTokens: 131_072 };
const PNG = 'iVBORw0KGgo=';

function encode(members: Partial<ChatRequest>) {
  const { body, warnings } = ollamaUpstream.encodeRequest(hubRequest(members), OPTIONS);
  return { body: JSON.parse(stringifyJson(body)), warnings };
}

function said(...content: ContentBlock[]): Partial<ChatRequest> {
  return { messages: [{ role: 'user', content }] };
}

const call = (id: string, name: string, text: string): ContentBlock => ({
  type: 'tool-use',
  id,
  name,
  arguments: text,
});
const weather = {
  kind: 'function',
  name: 'weather',
  description: 'Tells it.',
  inputSchema: { type: 'object' },
} as const;

describe('a request from another format', () => {
  it('is a chat that is streamed', () => {
    const { body, warnings } = encode({
      system: [{ type: 'text', text: 'Be brief.' }],
      maxTokens: 100,
      temperature: 0.5,
      topP: 0.9,
      topK: 40,
      stopSequences: ['END'],
    });
    expect(body).toEqual({
      model: 'llama3.1:8b',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'hi' },
      ],
      options: { num_ctx: 8192, num_predict: 100, temperature: 0.5, top_p: 0.9, top_k: 40, stop: ['END'] },
      truncate: false,
      stream: true,
    });
    expect(warnings).toEqual([]);
  });

  it('has a context that its prompt fits into, in steps, and none above the model’s', () => {
    const sizeOf = (characters: number) =>
      encode(said({ type: 'text', text: 'x'.repeat(characters) })).body.options.num_ctx;
    expect(sizeOf(10)).toBe(8_192);
    expect(sizeOf(20_000)).toBe(16_384);
    expect(sizeOf(21_000)).toBe(16_384);
    expect(sizeOf(200_000)).toBe(131_072);
    expect(sizeOf(2_000_000)).toBe(131_072);
    const unknown = ollamaUpstream.encodeRequest(hubRequest({}), { model: 'm', defaultMaxTokens: 1 }).body[
      'options'
    ];
    expect(unknown).toEqual({});
  });

  it('has calls whole and results by id and name', () => {
    const messages: Message[] = [
      { role: 'user', content: [{ type: 'text', text: 'Both?' }] },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Hm.', signature: 'x' },
          call('a', 'weather', '{"n":12345678901234567890}'),
          call('b', 'clock', ''),
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool-result', toolUseId: 'a', content: [{ type: 'text', text: 'Sun.' }], isError: false },
          { type: 'tool-result', toolUseId: 'b', content: [], isError: true },
          { type: 'text', text: 'Well?' },
        ],
      },
    ];
    const { body } = ollamaUpstream.encodeRequest(hubRequest({ messages, tools: [weather] }), OPTIONS);
    expect(stringifyJson(body)).toContain('"arguments":{"n":12345678901234567890}');
    expect(JSON.parse(stringifyJson(body))).toMatchObject({
      tools: [
        {
          type: 'function',
          function: { name: 'weather', description: 'Tells it.', parameters: { type: 'object' } },
        },
      ],
      messages: [
        { role: 'user', content: 'Both?' },
        {
          role: 'assistant',
          content: '',
          tool_calls: [
            { id: 'a', function: { index: 0, name: 'weather' } },
            { id: 'b', function: { index: 1, name: 'clock', arguments: {} } },
          ],
        },
        { role: 'tool', content: 'Sun.', tool_name: 'weather', tool_call_id: 'a' },
        { role: 'tool', content: 'Error: (no output)', tool_name: 'clock', tool_call_id: 'b' },
        { role: 'user', content: 'Well?' },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('Hm.');
  });

  it('has images as bare base64, those of results in the next message', () => {
    const image = { type: 'image', media: { kind: 'base64', mediaType: 'image/png', data: PNG } } as const;
    const { body, warnings } = encode(
      said(
        { type: 'tool-result', toolUseId: 'a', content: [image], isError: false },
        { type: 'text', text: 'See?' },
        image,
      ),
    );
    expect(body.messages).toEqual([
      { role: 'tool', content: '(see the attachment in the next message)', tool_call_id: 'a' },
      { role: 'user', content: 'Attached to the result of a:\n\nSee?', images: [PNG, PNG] },
    ]);
    expect(warnings).toMatchObject([{ code: 'changed', param: 'messages' }]);
  });

  it('has the text of documents', () => {
    const media = { kind: 'text', mediaType: 'text/plain', text: 'Once.' } as const;
    expect(encode(said({ type: 'document', media, title: 'Tale' })).body.messages).toEqual([
      { role: 'user', content: 'Tale\n\nOnce.' },
    ]);
  });

  it.each([
    [
      'a PDF',
      { type: 'document', media: { kind: 'base64', mediaType: 'application/pdf', data: 'JVBERi0=' } },
    ],
    ['an image elsewhere', { type: 'image', media: { kind: 'url', url: 'https://example.com/a.png' } }],
    [
      'what no other format knows',
      { type: 'opaque', dialect: 'anthropic', name: 'server_tool_use', source: {} },
    ],
  ] as const)('is refused with %s', (_what, block) => {
    const act = () => encode(said(block));
    expect(act).toThrow(AppError);
    expect(act).toThrow(/cannot be sent|takes no documents/);
  });

  it.each([
    [{ mode: 'off' }, false],
    [{ mode: 'adaptive' }, true],
    [{ mode: 'adaptive', effort: 'xhigh' }, 'max'],
    [{ mode: 'budget', budgetTokens: 3000 }, 'low'],
    [{ effort: 'minimal' }, 'low'],
    [undefined, undefined],
  ] as const)('that thinks %j has think %j', (reasoning, think) => {
    expect(encode({ reasoning }).body.think).toEqual(think);
  });

  it('has its output format', () => {
    const schema = { type: 'object', properties: {} };
    expect(encode({ output: { type: 'json-object' } }).body.format).toBe('json');
    expect(encode({ output: { type: 'json-schema', schema } }).body.format).toEqual(schema);
  });

  it.each([
    [{ mode: 'none' }, 0, undefined, 'dropped'],
    [{ mode: 'any' }, 2, /calling one of the tools/, 'approximated'],
    [{ mode: 'tool', name: 'clock' }, 1, /calling one of the tools/, 'approximated'],
    [{ mode: 'auto', allowed: ['clock'] }, 1, undefined, undefined],
    [{ mode: 'auto', parallel: false }, 2, undefined, 'dropped'],
  ] as const)('with the tool choice %j has %i tools', (toolChoice, count, instruction, code) => {
    const { body, warnings } = encode({ tools: [weather, { ...weather, name: 'clock' }], toolChoice });
    expect(body.tools ?? []).toHaveLength(count);
    if (instruction === undefined) expect(body.messages[0].role).toBe('user');
    else
      expect(body.messages[0]).toMatchObject({ role: 'system', content: expect.stringMatching(instruction) });
    expect(warnings[0]?.code).toBe(code);
  });
});

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const anyText = fc.string({ unit: 'binary', minLength: 1 });
const step = fc
  .tuple(fc.uniqueArray(word, { minLength: 1, maxLength: 3 }), anyText, fc.dictionary(word, fc.jsonValue()))
  .map(([ids, text, args]) => [
    {
      role: 'assistant',
      content: '',
      tool_calls: ids.map((id, index) => ({ id, function: { index, name: 'f', arguments: args } })),
    },
    ...ids.map((id) => ({ role: 'tool', content: text, tool_name: 'f', tool_call_id: id })),
  ]);
const turn = fc.oneof(
  anyText.map((content) => [{ role: 'user', content }]),
  anyText.map((content) => [{ role: 'user', content, images: [PNG] }]),
  fc.record({ content: anyText, thinking: anyText }).map((said) => [{ role: 'assistant', ...said }]),
  anyText.map((content) => [{ role: 'system', content }]),
  step,
);
const soundBody = fc.record(
  {
    model: word,
    // A system message that leads joins the others; those are tested apart.
    messages: fc
      .array(turn, { minLength: 1 })
      .map((turns) => [{ role: 'user', content: 'hi' }, ...turns.flat()]),
    tools: fc.constant([{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }]),
    options: fc.record({
      temperature: fc.double({ min: 0, max: 2, noNaN: true }),
      num_ctx: fc.integer({ min: 1 }),
      seed: fc.integer(),
    }),
    think: fc.constantFrom(true, false, 'low', 'max'),
    format: fc.constantFrom('json', { type: 'object' }),
    keep_alive: fc.constantFrom('5m', 300, -1),
  },
  { requiredKeys: ['model', 'messages'] },
);

/** What the hub understood, without the originals. */
function meaning(request: ChatRequest): unknown {
  return JSON.parse(JSON.stringify(request, (key, value) => (key === 'source' ? undefined : value)));
}

describe('a request of this format to a server of this format', () => {
  it('keeps the client’s messages, tools and options as they are', () => {
    fc.assert(
      fc.property(soundBody, (body) => {
        const encoded = ollamaUpstream.encodeRequest(ollamaChatDialect.decodeRequest(body, {}), {
          ...OPTIONS,
          model: 'up',
        }).body;
        const sent = JSON.parse(stringifyJson(encoded));
        const { options, model: _, ...rest } = JSON.parse(JSON.stringify(body));
        expect(sent).toMatchObject({ ...rest, model: 'up', stream: true });
        expect(sent.options).toMatchObject(options ?? {});
      }),
    );
  });

  it('means the same when decoded again, also when its messages have lost their originals', () => {
    fc.assert(
      fc.property(soundBody, fc.boolean(), (body, isAltered) => {
        const once = ollamaChatDialect.decodeRequest(body, {});
        const messages = once.messages.map((message) =>
          isAltered ? { ...message, source: undefined } : message,
        );
        const encoded = ollamaUpstream.encodeRequest(
          { ...once, messages },
          { model: body.model, defaultMaxTokens: 1 },
        );
        const again = ollamaChatDialect.decodeRequest(JSON.parse(stringifyJson(encoded.body)), {});
        const withoutThinking = (request: ChatRequest) => ({
          ...request,
          messages: request.messages.map(({ role, content }) => ({
            role,
            content: content.filter(({ type }) => type !== 'thinking' || !isAltered),
          })),
        });
        expect(meaning(withoutThinking(again))).toEqual(meaning(withoutThinking(once)));
      }),
    );
  });

  it('writes arguments anew that came as text, and images without their label', () => {
    const messages = [
      { role: 'user', content: 'x', images: [`data:image/png;base64,${PNG}`] },
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ id: 'a', function: { name: 'f', arguments: '{"a":1}' } }],
      },
    ];
    const { body } = ollamaUpstream.encodeRequest(
      ollamaChatDialect.decodeRequest({ model: 'm', messages }, {}),
      OPTIONS,
    );
    expect(JSON.parse(stringifyJson(body)).messages).toMatchObject([
      { images: [PNG] },
      { tool_calls: [{ id: 'a', function: { name: 'f', arguments: { a: 1 } } }] },
    ]);
  });

  it('turns a prompt into a chat', () => {
    const request = ollamaGenerateDialect.decodeRequest(
      { model: 'm', prompt: 'hi', system: 'S', options: { seed: 7 } },
      {},
    );
    expect(ollamaUpstream.encodeRequest(request, OPTIONS).body).toMatchObject({
      messages: [
        { role: 'system', content: 'S' },
        { role: 'user', content: 'hi' },
      ],
      options: { seed: 7 },
    });
  });
});

describe('any request at all', () => {
  it('fails with nothing but an AppError', () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    const rough = fc.record({
      role: fc.oneof(json, fc.constantFrom('user', 'tool', 'assistant', 'system')),
      content: json,
      images: json,
      tool_calls: json,
      thinking: json,
      tool_name: json,
    });
    const roughBody = fc.record({
      model: fc.oneof(word, json),
      messages: fc.oneof(fc.array(rough), json),
      tools: json,
      options: json,
      think: json,
      format: json,
    });
    fc.assert(
      fc.property(fc.oneof(json, roughBody), (body) => {
        try {
          const request = ollamaChatDialect.decodeRequest(body, {});
          ollamaUpstream.encodeRequest(request, OPTIONS);
          ollamaUpstream.encodeRequest({ ...request, dialect: 'anthropic', source: undefined }, OPTIONS);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
