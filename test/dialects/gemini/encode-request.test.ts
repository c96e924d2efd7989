import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import type { ChatRequest } from '../../../main/core/chat-request.ts';
import type { JsonObject } from '../../../main/core/json.ts';
import { stringifyJson } from '../../../main/core/raw-json.ts';
import { decodeRequest as decodeAnthropic } from '../../../main/dialects/anthropic/decode-request.ts';
import { decodeGeminiRequest } from '../../../main/dialects/gemini/decode-request.ts';
import { encodeGeminiRequest, type GeminiOptions } from '../../../main/dialects/gemini/encode-request.ts';
import { decodeRequest as decodeOpenai } from '../../../main/dialects/openai-chat/decode-request.ts';
import { sealProof } from '../../../main/dialects/openai-vocabulary/sealed-proof.ts';
import { faultOf } from '../../providers/gemini/check-gemini-request.ts';

const NEW = 'gemini-3-pro';
const OLD = 'gemini-2.5-flash';

function encode(request: ChatRequest, model = NEW, options: Partial<GeminiOptions> = {}) {
  const encoded = encodeGeminiRequest(request, { model, defaultMaxTokens: 1000, ...options });
  const body: JsonObject = JSON.parse(stringifyJson(encoded.body));
  return { ...encoded, body };
}

const anthropic = (body: JsonObject) =>
  decodeAnthropic({ model: 'm', max_tokens: 100, messages: [{ role: 'user', content: 'hi' }], ...body }, {});
const gemini = (body: JsonObject) =>
  decodeGeminiRequest(
    { contents: [{ role: 'user', parts: [{ text: 'hi' }] }], ...body },
    { model: 'm', stream: true },
  );

describe('thinking', () => {
  it.each([
    [NEW, { mode: 'off' }, { thinkingLevel: 'LOW' }],
    [NEW, { mode: 'budget', budgetTokens: 4000 }, { includeThoughts: true, thinkingLevel: 'LOW' }],
    [NEW, { effort: 'medium' }, { includeThoughts: true, thinkingLevel: 'HIGH' }],
    ['gemini-3.1-pro', { effort: 'medium' }, { includeThoughts: true, thinkingLevel: 'MEDIUM' }],
    ['gemini-3-flash', { mode: 'off' }, { thinkingLevel: 'MINIMAL' }],
    ['gemini-flash-latest', { effort: 'max', display: 'omitted' }, { thinkingLevel: 'HIGH' }],
    [OLD, { mode: 'off' }, { thinkingBudget: 0 }],
    [OLD, { mode: 'adaptive' }, { includeThoughts: true, thinkingBudget: -1 }],
    [OLD, { effort: 'low' }, { includeThoughts: true, thinkingBudget: 2048 }],
    [OLD, { mode: 'budget', budgetTokens: 99_999 }, { includeThoughts: true, thinkingBudget: 24_576 }],
    ['gemini-2.5-pro', { mode: 'off' }, { thinkingBudget: 128 }],
    [
      'gemini-2.5-flash-lite',
      { mode: 'budget', budgetTokens: 100 },
      { includeThoughts: true, thinkingBudget: 512 },
    ],
    ['gemini-2.0-flash', { mode: 'adaptive' }, undefined],
    ['gemma-3-27b-it', { mode: 'adaptive' }, undefined],
  ] as const)('on %s: %j', (model, reasoning, thinkingConfig) => {
    const { body } = encode({ ...anthropic({}), reasoning }, model);
    expect(body['generationConfig']).toEqual({
      maxOutputTokens: 100,
      ...(thinkingConfig === undefined ? {} : { thinkingConfig }),
    });
  });
});

describe('tools', () => {
  const tool = (name: string) => ({
    name,
    input_schema: { type: 'object', properties: { a: { type: 'string' } } },
  });

  it('get names Google takes, and the client gets its own back', () => {
    const { body, restore } = encode(
      anthropic({
        tools: [
          tool('9 lives/ü'),
          tool('mcp__a.b'),
          { name: 'none', input_schema: { type: 'object', properties: {} } },
        ],
      }),
    );
    expect(body['tools']).toMatchObject([
      { functionDeclarations: [{ name: '_9_lives__' }, { name: 'mcp__a.b' }, { name: 'none' }] },
    ]);
    expect(JSON.stringify(body['tools'])).not.toContain('"none","parametersJsonSchema"');
    expect(restore.toolNames?.get('_9_lives__')).toBe('9 lives/ü');
  });

  it.each([
    [{ type: 'auto' }, undefined],
    [{ type: 'any' }, { mode: 'ANY' }],
    [{ type: 'none' }, { mode: 'NONE' }],
    [
      { type: 'tool', name: 'f' },
      { mode: 'ANY', allowedFunctionNames: ['f'] },
    ],
  ])('are chosen by %j', (tool_choice, functionCallingConfig) => {
    const { body } = encode(anthropic({ tools: [tool('f')], tool_choice }));
    expect(body['toolConfig']).toEqual(
      functionCallingConfig === undefined ? undefined : { functionCallingConfig },
    );
  });

  it('that may be chosen freely out of some are VALIDATED', () => {
    const request: ChatRequest = {
      ...anthropic({ tools: [tool('f'), tool('g')] }),
      toolChoice: { mode: 'auto', allowed: ['g'], parallel: false },
    };
    const { body, warnings } = encode(request);
    expect(body['toolConfig']).toEqual({
      functionCallingConfig: { mode: 'VALIDATED', allowedFunctionNames: ['g'] },
    });
    expect(warnings).toMatchObject([{ code: 'dropped', param: 'tool_choice' }]);
  });

  it('beside a JSON answer are settings on new models, and words on old ones', () => {
    const request: ChatRequest = {
      ...anthropic({ tools: [tool('f')] }),
      output: { type: 'json-schema', schema: { type: 'object' } },
    };
    expect(encode(request).body['generationConfig']).toMatchObject({
      responseJsonSchema: { type: 'object' },
    });
    const old = encode(request, OLD);
    expect(old.body['generationConfig']).toEqual({ maxOutputTokens: 100 });
    expect(JSON.stringify(old.body['systemInstruction'])).toContain('must be JSON');
    expect(old.warnings).toMatchObject([{ code: 'approximated' }]);
  });

  it('of another vendor are named in a warning', () => {
    const { body, warnings } = encode(
      anthropic({ tools: [{ type: 'web_search_20250305', name: 'web_search' }] }),
    );
    expect(body['tools']).toBeUndefined();
    expect(warnings).toMatchObject([{ code: 'dropped', param: 'tools' }]);
  });
});

describe('a conversation', () => {
  const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } };
  const loop = (content: unknown) => [
    { role: 'user', content: 'hi' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'f', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content, is_error: false }] },
  ];

  it('keeps images in results on new models, and moves them behind on old ones', () => {
    const request = anthropic({ messages: loop([{ type: 'text', text: 'see' }, image]) });
    expect(encode(request).body['contents']).toMatchObject([
      {},
      {},
      {
        parts: [
          { functionResponse: { name: 'f', response: { output: 'see' }, parts: [{ inlineData: {} }] } },
        ],
      },
    ]);
    const { body, warnings } = encode(request, OLD);
    expect(body['contents']).toMatchObject([
      {},
      {},
      { parts: [{ functionResponse: {} }, { text: 'Attached to the result of f:' }, { inlineData: {} }] },
    ]);
    expect(warnings).toMatchObject([{ code: 'changed' }]);
  });

  it('gets the sentinel where a model demands a proof, and only there', () => {
    const request = anthropic({ messages: loop('ok') });
    expect(JSON.stringify(encode(request).body)).toContain('skip_thought_signature_validator');
    expect(JSON.stringify(encode(request, OLD).body)).not.toContain('thoughtSignature');
  });

  it('brings back the proofs of this backend, and of no other', () => {
    const signature = sealProof({ dialect: 'gemini', kind: 'thinking', value: 'c2ln' });
    const content = [
      { type: 'thinking', thinking: '', signature },
      { type: 'tool_use', id: 'a', name: 'f', input: {} },
    ];
    const request = anthropic({
      messages: [
        { role: 'user', content: 'x' },
        { role: 'assistant', content },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'y' }] },
      ],
    });
    const proofOf = (options: Partial<GeminiOptions>) =>
      /"thoughtSignature":"([^"]+)"/.exec(JSON.stringify(encode(request, NEW, options).body))?.[1];
    expect(proofOf({})).toBe('c2ln');
    expect(proofOf({ backend: 'vertex' })).toBe('skip_thought_signature_validator');
    expect(proofOf({ withoutProofs: true })).toBe('skip_thought_signature_validator');
  });

  it('is refused for what Google could not see', () => {
    const file = { type: 'image', source: { type: 'file', file_id: 'file_1' } };
    expect(() => encode(anthropic({ messages: [{ role: 'user', content: [file] }] }))).toThrow(
      expect.objectContaining({ code: 'unsupported' }),
    );
  });
});

describe('a request of a Gemini client', () => {
  const call = { functionCall: { name: 'f', args: {} } };
  const answer = { role: 'user', parts: [{ functionResponse: { name: 'f', response: {} } }] };
  const history = (...parts: JsonObject[]) => [
    { role: 'user', parts: [{ text: 'x' }] },
    { role: 'model', parts },
    answer,
  ];
  const signatureIn = (request: ChatRequest, options: Partial<GeminiOptions> = {}) =>
    /"thoughtSignature":"([^"]+)"/.exec(JSON.stringify(encode(request, NEW, options).body))?.[1];

  it('keeps every member, known or not', () => {
    const body = {
      contents: [
        {
          role: 'user',
          parts: [{ text: 'x', partMetadata: { a: 1 } }, { fileData: { fileUri: 'gs://b/c' } }],
        },
      ],
      systemInstruction: { role: 'user', parts: [{ text: 's' }] },
      safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'OFF' }],
      generationConfig: { seed: 1, topK: 3, novel: true },
      tools: [
        { functionDeclarations: [{ name: 'f', parameters: { type: 'OBJECT' } }] },
        { googleSearch: {} },
      ],
      toolConfig: { functionCallingConfig: { mode: 'AUTO', streamFunctionCallArguments: true } },
      novel: { b: 2 },
    };
    expect(encode(gemini(body)).body).toEqual({
      ...body,
      toolConfig: { functionCallingConfig: { mode: 'AUTO' } },
    });
  });

  it('keeps Google’s own proofs, and none that another backend or vendor made', () => {
    const signed = (thoughtSignature: string) => gemini({ contents: history({ ...call, thoughtSignature }) });
    expect(signatureIn(signed('Z2Vu'))).toBe('Z2Vu');
    expect(signatureIn(signed('Z2Vu'), { backend: 'vertex' })).toBe('skip_thought_signature_validator');
    expect(signatureIn(signed(sealProof({ dialect: 'gemini', kind: 'thinking', value: 'b3du' })))).toBe(
      'b3du',
    );
    expect(signatureIn(signed(sealProof({ dialect: 'anthropic', kind: 'thinking', value: 'EqQB' })))).toBe(
      'skip_thought_signature_validator',
    );
    expect(signatureIn(signed('Z2Vu'), { withoutProofs: true })).toBe('skip_thought_signature_validator');
  });

  it('gets the sentinel once a step, however many contents the step is spread over', () => {
    const contents = [
      { role: 'user', parts: [{ text: 'x' }] },
      { role: 'model', parts: [call] },
      { role: 'model', parts: [call] },
      answer,
      answer,
    ];
    expect(JSON.stringify(encode(gemini({ contents })).body).match(/thoughtSignature/g)).toHaveLength(1);
  });

  it('is encoded anew where a message was altered on the way', () => {
    const request = gemini({ contents: history({ ...call, thoughtSignature: 'Z2Vu' }) });
    const messages = request.messages.map((message) => ({
      ...message,
      source: undefined,
      content: message.content.map((block) =>
        block.type === 'tool-result'
          ? { ...block, source: undefined, content: [{ type: 'text', text: 'short' } as const] }
          : block,
      ),
    }));
    expect(encode({ ...request, messages }).body['contents']).toEqual([
      { role: 'user', parts: [{ text: 'x' }] },
      { role: 'model', parts: [{ ...call, thoughtSignature: 'Z2Vu' }] },
      {
        role: 'user',
        parts: [{ functionResponse: { id: 'call_1', name: 'f', response: { output: 'short' } } }],
      },
    ]);
  });
});

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const anyText = fc.string({ unit: 'binary', minLength: 1 });
const json = fc.jsonValue({ maxDepth: 3 });
const part = fc.oneof(
  fc.record({ text: anyText }),
  fc.record({ inlineData: fc.constant({ mimeType: 'image/png', data: 'iVBORw0KGgo=' }) }),
);
const step = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 3 }), fc.dictionary(word, json), anyText)
  .map(([names, args, output]) => [
    { role: 'model', parts: names.map((name, i) => ({ functionCall: { id: `${name}${i}`, name, args } })) },
    {
      role: 'user',
      parts: names.map((name, i) => ({
        functionResponse: { id: `${name}${i}`, name, response: { output } },
      })),
    },
  ]);
const turn = fc.oneof(
  fc.array(part, { minLength: 1 }).map((parts) => [{ role: 'user', parts }]),
  fc.record({ text: anyText }).map((only) => [{ role: 'model', parts: [only] }]),
  step,
);
const soundBody = fc.record(
  {
    contents: fc.array(turn, { minLength: 1 }).map((turns) => turns.flat()),
    generationConfig: fc.record(
      {
        temperature: fc.double({ min: 0, max: 2, noNaN: true }),
        maxOutputTokens: fc.integer({ min: 1, max: 9999 }),
        stopSequences: fc.array(word, { maxLength: 5 }),
      },
      { requiredKeys: [] },
    ),
    systemInstruction: fc.record({ parts: fc.array(fc.record({ text: anyText }), { minLength: 1 }) }),
    novel: json,
  },
  { requiredKeys: ['contents'] },
);
const roughPart = fc.record(
  {
    text: json,
    inlineData: json,
    functionCall: json,
    functionResponse: json,
    thoughtSignature: json,
    thought: json,
    fileData: json,
  },
  { requiredKeys: [] },
);
const roughBody = fc.record(
  {
    contents: fc.oneof(
      json,
      fc.array(
        fc.record(
          {
            role: fc.oneof(fc.constantFrom('user', 'model'), json),
            parts: fc.oneof(json, fc.array(roughPart)),
          },
          { requiredKeys: [] },
        ),
      ),
    ),
    system_instruction: json,
    tools: fc.oneof(
      json,
      fc.array(fc.record({ functionDeclarations: json, googleSearch: json }, { requiredKeys: [] })),
    ),
    toolConfig: json,
    generation_config: fc.oneof(
      json,
      fc.record({ thinkingConfig: json, responseSchema: json, stopSequences: json }, { requiredKeys: [] }),
    ),
  },
  { requiredKeys: [] },
);
const meaning = (request: ChatRequest): unknown =>
  JSON.parse(JSON.stringify(request, (key, value) => (key === 'source' ? undefined : value)));

describe('whatever is asked', () => {
  it('an upstream of the same format is sent what the client sent', () => {
    fc.assert(
      fc.property(soundBody, (body) => {
        expect(encode(gemini(body), OLD).body).toEqual(JSON.parse(JSON.stringify(body)));
      }),
    );
  });

  it('means the same once every original is gone', () => {
    fc.assert(
      fc.property(soundBody, (body) => {
        const once = gemini(body);
        const bare: ChatRequest = {
          ...once,
          messages: once.messages.map(({ role, content }) => ({
            role,
            content: content.map((block) => ({ ...block, source: undefined })),
          })),
        };
        const { contents } = encode(bare, OLD).body;
        expect(meaning(gemini({ ...body, contents }))).toEqual(meaning(once));
      }),
    );
  });

  it('a request of another format is one that Google takes', () => {
    const id = fc.constantFrom('a', 'b', 'c');
    const message = fc.oneof(
      fc.record({ role: fc.constantFrom('user', 'system', 'assistant'), content: word }),
      fc.record({ role: fc.constant('tool'), tool_call_id: id, content: word }),
      fc.uniqueArray(id, { minLength: 1 }).map((ids) => ({
        role: 'assistant',
        tool_calls: ids.map((one) => ({ id: one, function: { name: `do it ${one}`, arguments: '' } })),
      })),
    );
    fc.assert(
      fc.property(fc.array(message, { minLength: 1 }), fc.constantFrom(NEW, OLD), (messages, model) => {
        const { body } = encode(decodeOpenai({ model: 'm', messages }), model);
        expect(faultOf(body, model, new Set())).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('nothing but an AppError ever comes of it', () => {
    fc.assert(
      fc.property(roughBody, (body) => {
        try {
          const request = decodeGeminiRequest(body, { model: 'm', stream: false });
          encode(request);
          encode({ ...request, dialect: 'anthropic', source: undefined });
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 600 },
    );
  });
});
