import { describe, expect, it } from 'vitest';
import type { DialectName } from '../../../main/core/dialect-name.ts';
import type { JsonObject } from '../../../main/core/json.ts';
import { RawJson } from '../../../main/core/raw-json.ts';
import { warningsAt } from '../../../main/core/warnings-at.ts';
import { decodeGeminiCount } from '../../../main/dialects/gemini/count-tokens.ts';
import { decodeGeminiRequest } from '../../../main/dialects/gemini/decode-request.ts';
import { openProof, sealProof } from '../../../main/dialects/openai-vocabulary/sealed-proof.ts';

const decode = (body: JsonObject, model = 'm') => decodeGeminiRequest(body, { model, stream: false });
const hi = { contents: [{ parts: [{ text: 'hi' }] }] };
const tools = [{ functionDeclarations: [{ name: 'f' }, { name: 'g' }] }];

/** The blocks of all messages, without their originals. */
function blocksOf(contents: unknown) {
  return decode({ contents }).messages.flatMap(({ content }) =>
    content.map(({ source: _source, ...block }) => block),
  );
}

const modelTurn = (...parts: unknown[]) => [
  { role: 'user', parts: [{ text: 'x' }] },
  { role: 'model', parts },
];

describe('contents', () => {
  it('are taken with every role there is or was', () => {
    const roles = ['user', 'model', 'function', 'system', '', undefined].map((role) => ({
      role,
      parts: [{ text: 'x' }],
    }));
    expect(decode({ contents: roles }).messages.map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'user',
      'system',
      'user',
      'user',
    ]);
  });

  it('are taken as a bare text, one content, or parts that are no list', () => {
    for (const contents of [
      'hi',
      { parts: [{ text: 'hi' }] },
      [{ parts: { text: 'hi' } }],
      [{ parts: 'hi' }],
      ['hi'],
    ]) {
      expect(blocksOf(contents)).toEqual([{ type: 'text', text: 'hi' }]);
    }
  });

  it('keep their originals on messages and blocks', () => {
    const [message] = decode(hi).messages;
    expect(message?.source).toBe(hi.contents[0]);
    expect(message?.content[0]?.source).toBe(hi.contents[0]?.parts[0]);
  });

  it('lose empty texts and thoughts that come back', () => {
    expect(blocksOf(modelTurn({ text: '' }, { text: 'Hm', thought: true }, { text: 'Yes' }))).toEqual([
      { type: 'text', text: 'x' },
      { type: 'text', text: 'Yes' },
    ]);
  });
});

describe('calls and results', () => {
  it('meet by id, by name in order, or by order alone', () => {
    const call = (name: string, id?: string) => ({ functionCall: { name, id, args: {} } });
    const result = (name: string, id?: string) => ({
      functionResponse: { name, id, response: { output: name } },
    });
    const contents = [
      { role: 'model', parts: [call('f'), call('g'), call('f'), call('h', 'own')] },
      { role: 'user', parts: [result('h', 'own'), result('g'), result('f'), result('f'), result('stray')] },
    ];
    const ids = blocksOf(contents).map((block) =>
      'toolUseId' in block ? block.toolUseId : 'id' in block ? block.id : '',
    );
    expect(ids).toEqual([
      'call_1',
      'call_2',
      'call_3',
      'own',
      'own',
      'call_2',
      'call_1',
      'call_3',
      'call_of_stray',
    ]);
  });

  it('keep arguments digit by digit', () => {
    const args = { n: new RawJson('12345678901234567890'), f: 1.5 };
    expect(blocksOf(modelTurn({ functionCall: { name: 'f', args } })).at(-1)).toMatchObject({
      arguments: '{"n":12345678901234567890,"f":1.5}',
    });
    expect(blocksOf(modelTurn({ functionCall: { name: 'f' } })).at(-1)).toMatchObject({ arguments: '' });
  });

  it.each([
    [{ output: 'x' }, 'x', false],
    [{ result: 'x' }, 'x', false],
    [{ content: 'x' }, 'x', false],
    [{ name: 'f', content: 'x' }, 'x', false],
    [{ output: { a: [1] } }, '{"a":[1]}', false],
    [{ error: 'bad' }, 'bad', true],
    [{ error: { code: 7 } }, '{"code":7}', true],
    [{ a: 1, output: 2 }, '{"a":1,"output":2}', false],
    [{ name: 'Ann' }, '{"name":"Ann"}', false],
    [{ isError: true, content: [] }, '{"isError":true,"content":[]}', true],
  ])('read the response %j as %s', (response, text, isError) => {
    const [block] = blocksOf([{ role: 'user', parts: [{ functionResponse: { name: 'f', response } }] }]);
    expect(block).toMatchObject({ type: 'tool-result', content: [{ type: 'text', text }], isError });
  });

  it('keep images beside a response inside the result', () => {
    const inlineData = { mimeType: 'image/png', data: 'iVBORw0KGgo=' };
    const functionResponse = { name: 'f', response: {}, parts: [{ inlineData }] };
    expect(blocksOf([{ parts: [{ functionResponse }] }])).toMatchObject([{ content: [{ type: 'image' }] }]);
  });
});

describe('proofs', () => {
  const signed = (
    thoughtSignature: string,
    part: JsonObject = { functionCall: { name: 'f', id: 'a', args: {} } },
  ) => blocksOf(modelTurn({ ...part, thoughtSignature })).slice(1);

  it('of Claude come back as the thinking they were made of', () => {
    const sealed = sealProof({ dialect: 'anthropic', kind: 'thinking', value: 'EqQB', text: 'Hm.' });
    expect(signed(sealed)).toMatchObject([
      { type: 'thinking', thinking: 'Hm.', signature: 'EqQB' },
      { type: 'tool-use' },
    ]);
    const redacted = sealProof({ dialect: 'anthropic', kind: 'redacted', value: 'Emw' });
    expect(signed(redacted, { text: '' })).toEqual([{ type: 'redacted-thinking', data: 'Emw' }]);
  });

  it('of Google are sealed, so that no other vendor is ever shown them', () => {
    const [thinking] = signed('Z2VudWluZQ==');
    const signature = thinking?.type === 'thinking' ? (thinking.signature ?? '') : '';
    expect(openProof(signature)).toMatchObject({ dialect: 'gemini', value: 'Z2VudWluZQ==' });
  });

  it('that are sentinels or damaged are none', () => {
    for (const proof of [
      'skip_thought_signature_validator',
      'context_engineering_is_the_way_to_go',
      'cjEueyJh',
      '',
    ]) {
      expect(signed(proof).map(({ type }) => type)).toEqual(['tool-use']);
    }
  });
});

describe('settings', () => {
  it('are found under both spellings, and user data is left alone', () => {
    const request = decode({
      system_instruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        {
          parts: [
            { inline_data: { mime_type: 'image/png', data: 'iVBORw0KGgo=' } },
            { function_call: { name: 'f', args: { my_key: 1 } } },
          ],
        },
      ],
      generation_config: {
        max_output_tokens: 9,
        top_p: 0.5,
        stop_sequences: ['a'],
        thinking_config: { thinking_budget: 0 },
      },
      tools: [
        {
          function_declarations: [
            { name: 'f', parameters: { type: 'OBJECT', properties: { my_key: { type: 'NUMBER' } } } },
          ],
        },
      ],
      tool_config: { function_calling_config: { mode: 'any', allowed_function_names: ['f'] } },
    });
    expect(request).toMatchObject({
      system: [{ text: 'Be brief.' }],
      messages: [{ content: [{ type: 'image' }, { type: 'tool-use', arguments: '{"my_key":1}' }] }],
      maxTokens: 9,
      topP: 0.5,
      stopSequences: ['a'],
      reasoning: { mode: 'off' },
      tools: [{ inputSchema: { type: 'object', properties: { my_key: { type: 'number' } } } }],
      toolChoice: { mode: 'tool', name: 'f' },
    });
  });

  it.each([
    [{ thinkingBudget: 0 }, { mode: 'off' }],
    [
      { thinkingBudget: -1, includeThoughts: true },
      { mode: 'adaptive', display: 'summarized' },
    ],
    [{ thinkingBudget: 2048 }, { mode: 'budget', budgetTokens: 2048, display: 'omitted' }],
    [{ thinkingLevel: 'low' }, { mode: 'adaptive', effort: 'low', display: 'omitted' }],
    [
      { thinkingLevel: 'MINIMAL', includeThoughts: true },
      { effort: 'minimal', display: 'summarized' },
    ],
    [{ includeThoughts: true }, { mode: 'adaptive', display: 'summarized' }],
    [{ includeThoughts: false }, undefined],
    [{}, undefined],
  ])('of thinking: %j', (thinkingConfig, reasoning) => {
    const decoded = decode({ ...hi, generationConfig: { thinkingConfig } }).reasoning;
    if (reasoning === undefined) expect(decoded).toBeUndefined();
    else expect(decoded).toMatchObject(reasoning);
  });

  it.each([
    [{ mode: 'AUTO' }, { mode: 'auto' }],
    [{ mode: 'AUTO', allowedFunctionNames: ['f'] }, { mode: 'auto' }],
    [{ mode: 'ANY' }, { mode: 'any' }],
    [
      { mode: 'ANY', allowedFunctionNames: ['f', 'g'] },
      { mode: 'any', allowed: ['f', 'g'] },
    ],
    [
      { mode: 'VALIDATED', allowedFunctionNames: ['f'] },
      { mode: 'auto', allowed: ['f'] },
    ],
    [{ mode: 'NONE' }, { mode: 'none' }],
  ])('of tools: %j', (functionCallingConfig, choice) => {
    expect(decode({ ...hi, tools, toolConfig: { functionCallingConfig } }).toolChoice).toEqual(choice);
  });

  it('of schemas: capitals, nullable, counts as text, order', () => {
    const schema = {
      type: 'OBJECT',
      propertyOrdering: ['b', 'a'],
      properties: {
        a: { type: 'STRING', nullable: true, minLength: '2', format: 'enum', enum: ['x'] },
        b: {
          type: 'ARRAY',
          items: { any_of: [{ type: 'INTEGER' }, { type: 'TYPE_UNSPECIFIED' }] },
          maxItems: '3',
        },
      },
    };
    const request = decode({
      ...hi,
      generationConfig: { responseMimeType: 'application/json', responseSchema: schema },
    });
    expect(request.output).toEqual({
      type: 'json-schema',
      schema: {
        type: 'object',
        properties: {
          a: { type: ['string', 'null'], minLength: 2, enum: ['x'] },
          b: { type: 'array', items: { anyOf: [{ type: 'integer' }, {}] }, maxItems: 3 },
        },
      },
    });
  });

  it('of one answer out of a few words become an instruction', () => {
    const request = decode({
      ...hi,
      generationConfig: {
        responseMimeType: 'text/x.enum',
        responseSchema: { type: 'STRING', enum: ['yes', 'no'] },
      },
    });
    expect(request.output).toBeUndefined();
    expect(request.system.map(({ text }) => text).join()).toContain('yes, no');
    expect(request.warnings).toMatchObject([
      { code: 'approximated', param: 'generationConfig.responseMimeType' },
    ]);
  });

  it('that only Google’s models know are a warning wherever they are left out', () => {
    const { warnings } = decode({
      ...hi,
      generationConfig: { seed: 1, imageConfig: { aspectRatio: '1:1' } },
      safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
    });
    const at = (dialect: DialectName) => warningsAt(dialect, warnings).map(({ param }) => param);
    expect(at('gemini')).toEqual([]);
    expect(at('vertex')).toEqual([]);
    expect(at('antigravity')).toEqual(['generationConfig.imageConfig', 'safetySettings']);
    expect(at('anthropic')).toEqual([
      'generationConfig.seed',
      'generationConfig.imageConfig',
      'safetySettings',
    ]);
  });
});

describe('the model', () => {
  it('is what follows the collection, written once or twice', () => {
    for (const name of ['a/b', 'models/a/b', 'models/models/a/b']) expect(decode(hi, name).model).toBe('a/b');
  });

  it('counts a bare request and one in an envelope alike', () => {
    const call = { model: 'm', stream: false };
    const bare = decodeGeminiCount(hi, call);
    const wrapped = decodeGeminiCount({ generate_content_request: { model: 'models/m', ...hi } }, call);
    expect(wrapped.messages).toEqual(bare.messages);
  });
});

describe('a request is refused, naming the field', () => {
  it.each([
    ['contents', {}],
    ['contents', { contents: [] }],
    ['contents[0].role', { contents: [{ role: 'robot', parts: [] }] }],
    ['contents[0].parts[0]', { contents: [{ parts: [{}] }] }],
    ['contents[0].parts[0].text', { contents: [{ parts: [{ text: 7 }] }] }],
    [
      'contents[0].parts[0].inlineData.data',
      { contents: [{ parts: [{ inlineData: { mimeType: 'image/png' } }] }] },
    ],
    ['contents[0].parts[0].fileData.fileUri', { contents: [{ parts: [{ fileData: {} }] }] }],
    ['contents[0].parts[0].functionCall.name', { contents: [{ parts: [{ functionCall: {} }] }] }],
    [
      'systemInstruction',
      {
        ...hi,
        systemInstruction: { parts: [{ inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } }] },
      },
    ],
    ['cachedContent', { ...hi, cachedContent: 'cachedContents/a' }],
    ['generationConfig.candidateCount', { ...hi, generationConfig: { candidateCount: 2 } }],
    ['generationConfig.responseLogprobs', { ...hi, generationConfig: { responseLogprobs: true } }],
    [
      'generationConfig.responseModalities',
      { ...hi, generationConfig: { responseModalities: ['TEXT', 'IMAGE'] } },
    ],
    ['generationConfig.temperature', { ...hi, generationConfig: { temperature: 3 } }],
    ['generationConfig.maxOutputTokens', { ...hi, generationConfig: { maxOutputTokens: -1 } }],
    ['generationConfig.stopSequences[0]', { ...hi, generationConfig: { stopSequences: [1] } }],
    ['generationConfig.responseMimeType', { ...hi, generationConfig: { responseMimeType: 'image/png' } }],
    [
      'generationConfig.thinkingConfig',
      { ...hi, generationConfig: { thinkingConfig: { thinkingBudget: 1, thinkingLevel: 'LOW' } } },
    ],
    [
      'generationConfig.thinkingConfig.thinkingLevel',
      { ...hi, generationConfig: { thinkingConfig: { thinkingLevel: 'ULTRA' } } },
    ],
    ['tools[0].functionDeclarations[0].name', { ...hi, tools: [{ functionDeclarations: [{}] }] }],
    [
      'toolConfig.functionCallingConfig.mode',
      { ...hi, tools, toolConfig: { functionCallingConfig: { mode: 'SOME' } } },
    ],
    [
      'toolConfig.functionCallingConfig.allowedFunctionNames[0]',
      { ...hi, tools, toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['x'] } } },
    ],
  ])('%s', (param, body) => {
    expect(() => decode(body)).toThrow(expect.objectContaining({ param }));
  });
});
