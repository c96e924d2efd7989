import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import { stringifyJson } from '../../../main/core/raw-json.ts';
import { claudeRules } from '../../../main/dialects/anthropic/claude-rules.ts';
import { estimateTokens } from '../../../main/dialects/anthropic/count-tokens.ts';
import { encodeAnthropicRequest } from '../../../main/dialects/anthropic/encode-request.ts';
import { converseRules } from '../../../main/dialects/bedrock-converse/converse-rules.ts';
import { decodeCountTokens } from '../../../main/dialects/bedrock-converse/decode-count-tokens.ts';
import { decodeInvoke } from '../../../main/dialects/bedrock-converse/decode-invoke.ts';
import { decodeConverse } from '../../../main/dialects/bedrock-converse/decode-request.ts';
import { encodeConverseRequest } from '../../../main/dialects/bedrock-converse/encode-request.ts';
import { runtimeOptions } from '../../../main/dialects/bedrock-converse/runtime-options.ts';
import { fullRequest } from './fixtures.ts';

const TARGET = { model: 'claude-sonnet-4-5', stream: true };
const NOVA = { rules: converseRules('amazon.nova-2-lite-v1:0'), defaultMaxTokens: 1000 };

function minimal(content: unknown, more: object = {}) {
  return { messages: [{ role: 'user', content }], ...more };
}

describe('a request of Converse', () => {
  it('is read member by member', () => {
    const request = decodeConverse(fullRequest(), TARGET);
    expect(request).toMatchObject({
      dialect: 'bedrock-converse',
      model: 'claude-sonnet-4-5',
      stream: true,
      system: [
        { type: 'text', text: 'You are kind.', cache: { ttl: '1h' } },
        { type: 'text', text: 'Answer briefly.' },
      ],
      maxTokens: 2000,
      temperature: 0.5,
      topP: 0.9,
      topK: 40,
      stopSequences: ['END'],
      reasoning: { mode: 'budget', budgetTokens: 1024, effort: 'low' },
      serviceTier: 'flex',
      betas: ['context-1m-2025-08-07'],
      toolChoice: { mode: 'auto' },
    });
    expect(request.tools).toMatchObject([{ name: 'get_weather' }, { name: 'get_time', cache: {} }]);
    const [user, assistant, results] = request.messages;
    expect(user?.content.map(({ type }) => type)).toEqual(['text', 'image', 'document', 'document']);
    expect(user?.content.at(-1)).toMatchObject({ title: 'Notes', cache: {} });
    expect(assistant?.content).toMatchObject([
      { type: 'thinking', signature: 'EqoBCkgIARABGAIiQL8w' },
      { type: 'redacted-thinking', data: 'RXFvQkNrZ0lBUkFC' },
      { type: 'text' },
      { type: 'tool-use', id: 'tooluse_1', arguments: expect.stringContaining('12345678901234567890') },
      { type: 'tool-use', arguments: '{}' },
    ]);
    expect(results?.content).toMatchObject([
      { type: 'tool-result', isError: false, content: [{ text: '{"degrees":18}' }, { text: 'sunny' }] },
      { type: 'tool-result', isError: true },
      { type: 'text', text: 'And now?' },
    ]);
    expect(runtimeOptions(request)).toEqual({
      guardrail: { identifier: 'gr-1', version: 'DRAFT', trace: 'enabled', streamProcessingMode: undefined },
      latency: 'standard',
      metadata: { team: 'blue' },
    });
    expect(request.warnings).toEqual([
      { code: 'dropped', param: 'additionalModelRequestFields.x_own', unless: ['bedrock-converse'] },
    ]);
  });

  it('goes to Claude with all that it says', () => {
    const rules = claudeRules('claude-sonnet-4-5');
    const { body, warnings } = encodeAnthropicRequest(decodeConverse(fullRequest(), TARGET), {
      rules,
      defaultMaxTokens: 1000,
    });
    const sent = JSON.parse(stringifyJson(body));
    expect(sent).toMatchObject({
      max_tokens: 2000,
      thinking: { type: 'enabled', budget_tokens: 1024 },
      system: [{ text: 'You are kind.', cache_control: { type: 'ephemeral', ttl: '1h' } }, {}],
      tools: [{ name: 'get_weather' }, { name: 'get_time', cache_control: { type: 'ephemeral' } }],
    });
    expect(sent.messages[0].content[3]).toMatchObject({
      type: 'document',
      source: { type: 'text', data: 'hello there' },
      title: 'Notes',
      cache_control: { type: 'ephemeral' },
    });
    expect(sent.messages[1].content.slice(0, 2)).toEqual([
      { type: 'thinking', thinking: 'I need the weather.', signature: 'EqoBCkgIARABGAIiQL8w' },
      { type: 'redacted_thinking', data: 'RXFvQkNrZ0lBUkFC' },
    ]);
    expect(sent.messages[2].content.map((block: { type: string }) => block.type)).toEqual([
      'tool_result',
      'tool_result',
      'text',
    ]);
    expect(stringifyJson(body)).toContain('12345678901234567890');
    expect(warnings.filter(({ param }) => param === 'messages')).toEqual([]);
  });

  it('goes back to Converse as it came, but for thinking of Claude’s', () => {
    const body = fullRequest();
    const { body: sent } = encodeConverseRequest(decodeConverse(body, TARGET), NOVA);
    const expected = JSON.parse(stringifyJson(body));
    expected.messages[1].content.splice(0, 2);
    expect(JSON.parse(stringifyJson(sent))).toEqual(expected);
    expect(stringifyJson(sent)).toContain('12345678901234567890');
  });

  it.each([
    [{}, 'messages'],
    [{ messages: [] }, 'messages'],
    [{ messages: [{ role: 'tool', content: [] }] }, 'messages[0].role'],
    [{ messages: [{ role: 'user', content: 'text' }] }, 'messages[0].content'],
    [minimal([{}]), 'messages[0].content[0]'],
    [minimal([{ text: 'a', image: {} }]), 'messages[0].content[0]'],
    [minimal([{ text: 1 }]), 'messages[0].content[0].text'],
    [minimal([{ image: { format: 'bmp', source: {} } }]), 'messages[0].content[0].image.format'],
    [minimal([{ image: { format: 'png', source: {} } }]), 'messages[0].content[0].image.source.bytes'],
    [
      minimal([{ document: { format: 'exe', name: 'x', source: {} } }]),
      'messages[0].content[0].document.format',
    ],
    [
      minimal([{ document: { format: 'pdf', source: { bytes: 'AAAA' } } }]),
      'messages[0].content[0].document.name',
    ],
    [minimal([{ video: { format: 'mp4', source: {} } }]), 'messages[0].content[0].video'],
    [minimal([{ audio: {} }]), 'messages[0].content[0].audio'],
    [
      minimal([{ toolUse: { toolUseId: 'a', name: 'b', input: [] } }]),
      'messages[0].content[0].toolUse.input',
    ],
    [minimal([{ toolResult: { toolUseId: 'a', content: [{ text: 'x' }] } }]), 'messages[0].content'],
    [minimal([{ text: 'a' }], { system: [{ image: {} }] }), 'system[0].image.format'],
    [minimal([{ text: 'a' }], { inferenceConfig: { maxTokens: 0 } }), 'maxTokens'],
    [
      minimal([{ text: 'a' }], { inferenceConfig: { stopSequences: [1] } }),
      'inferenceConfig.stopSequences[0]',
    ],
    [minimal([{ text: 'a' }], { toolConfig: { tools: [{}] } }), 'toolConfig.tools[0].toolSpec'],
    [minimal([{ text: 'a' }], { toolConfig: { toolChoice: { many: {} } } }), 'toolConfig.toolChoice'],
    [minimal([{ text: 'a' }], { promptVariables: {} }), 'promptVariables'],
    [
      minimal([{ text: 'a' }], { additionalModelRequestFields: { tools: [] } }),
      'additionalModelRequestFields.tools',
    ],
    [
      minimal([{ text: 'a' }], {
        outputConfig: { textFormat: { type: 'json_schema', structure: { jsonSchema: { schema: '[' } } } },
      }),
      'outputConfig.textFormat.structure.jsonSchema.schema',
    ],
  ])('%j is refused by the name of its field', (body, param) => {
    expect(() => decodeConverse(body, TARGET)).toThrow(expect.objectContaining({ param }));
  });

  it('knows the words of each vendor for reasoning', () => {
    const asked = (fields: object, more: object = {}) =>
      decodeConverse(minimal([{ text: 'a' }], { additionalModelRequestFields: fields, ...more }), TARGET)
        .reasoning;
    expect(asked({ thinking: { type: 'adaptive' } })).toMatchObject({ mode: 'adaptive' });
    expect(asked({ reasoning_config: { type: 'enabled', budget_tokens: 2000 } })).toMatchObject({
      budgetTokens: 2000,
    });
    expect(asked({ reasoningConfig: { type: 'enabled', maxReasoningEffort: 'high' } })).toEqual({
      mode: 'adaptive',
      effort: 'high',
    });
    expect(asked({ reasoningConfig: { type: 'disabled' } })).toEqual({ mode: 'off' });
    expect(asked({ reasoning_effort: 'low' })).toEqual({ effort: 'low' });
    expect(asked({}, { outputConfig: { effort: 'max' } })).toEqual({ effort: 'max' });
    expect(asked({})).toBeUndefined();
  });

  it('never fails but with an error that names what is wrong', () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    const name = fc.constantFrom(
      'text',
      'image',
      'document',
      'toolUse',
      'toolResult',
      'reasoningContent',
      'cachePoint',
      'searchResult',
      '__proto__',
    );
    const block = fc.oneof(json, fc.dictionary(name, json, { maxKeys: 2 }));
    const message = fc.record({
      role: fc.oneof(fc.constantFrom('user', 'assistant'), json),
      content: fc.oneof(json, fc.array(block)),
    });
    const body = fc.record(
      {
        messages: fc.oneof(json, fc.array(message)),
        system: json,
        toolConfig: json,
        inferenceConfig: json,
        additionalModelRequestFields: json,
        guardrailConfig: json,
        outputConfig: json,
      },
      { requiredKeys: ['messages'] },
    );
    fc.assert(
      fc.property(body, (value) => {
        try {
          const request = decodeConverse(value, TARGET);
          encodeConverseRequest(request, NOVA);
          estimateTokens(request);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('a body of InvokeModel', () => {
  const body = {
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: 10,
    messages: [{ role: 'user', content: 'hi' }],
  };

  it('is Claude’s Messages body, with the model in the path and flags in the body', () => {
    const headers = {
      'x-amzn-bedrock-guardrailidentifier': 'g',
      'x-amzn-bedrock-guardrailversion': '1',
      'x-amzn-bedrock-service-tier': 'flex',
    };
    const request = decodeInvoke({ ...body, anthropic_beta: ['a', 'b'] }, { ...TARGET, headers });
    expect(request).toMatchObject({
      dialect: 'anthropic',
      model: TARGET.model,
      stream: true,
      betas: ['a', 'b'],
      serviceTier: 'flex',
    });
    expect(runtimeOptions(request).guardrail).toMatchObject({ identifier: 'g', version: '1' });
    expect(request.source).not.toHaveProperty('anthropic_version');
    expect(request.source).not.toHaveProperty('anthropic_beta');
  });

  it.each([
    [{ inputText: 'hi' }, /Use Converse/],
    [{ prompt: 'hi', max_gen_len: 10 }, /Use Converse/],
    [{ messages: [], inferenceConfig: {} }, /Use Converse/],
    [{ max_tokens: 1, messages: [] }, /anthropic_version: Field required/],
    [{ ...body, max_tokens: undefined }, /max_tokens is required/],
  ])('%j is refused', (sent, words) => {
    expect(() => decodeInvoke(sent, { ...TARGET, headers: {} })).toThrow(words);
  });
});

describe('a body of CountTokens', () => {
  it('holds a request of either kind', () => {
    const invoke = { anthropic_version: 'x', messages: [{ role: 'user', content: 'hello' }] };
    const encoded = Buffer.from(JSON.stringify(invoke)).toString('base64');
    expect(decodeCountTokens({ input: { invokeModel: { body: encoded } } }, 'm')).toMatchObject({
      dialect: 'anthropic',
      model: 'm',
    });
    const converse = { messages: [{ role: 'user', content: [{ text: 'hello' }] }] };
    expect(decodeCountTokens({ input: { converse } }, 'm')).toMatchObject({ dialect: 'bedrock-converse' });
  });

  it.each([
    {},
    { input: {} },
    { input: { invokeModel: {} } },
    { input: { invokeModel: { body: 'bm90IGpzb24=' } } },
  ])('%j is refused', (body) => {
    expect(() => decodeCountTokens(body, 'm')).toThrow(AppError);
  });
});
