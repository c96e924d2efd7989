import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../main/core/chat-request.ts';
import { stringifyJson } from '../../../main/core/raw-json.ts';
import { decodeRequest as decodeMessages } from '../../../main/dialects/anthropic/decode-request.ts';
import { converseRules } from '../../../main/dialects/bedrock-converse/converse-rules.ts';
import { decodeConverse } from '../../../main/dialects/bedrock-converse/decode-request.ts';
import { encodeConverseRequest } from '../../../main/dialects/bedrock-converse/encode-request.ts';
import { decodeRequest as decodeChat } from '../../../main/dialects/openai-chat/decode-request.ts';
import { sealProof } from '../../../main/dialects/openai-vocabulary/sealed-proof.ts';

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

function encode(request: ChatRequest, model = 'us.amazon.nova-pro-v1:0') {
  const encoded = encodeConverseRequest(request, { rules: converseRules(model), defaultMaxTokens: 4000 });
  return { ...encoded, body: JSON.parse(stringifyJson(encoded.body)) };
}

function chat(body: object): ChatRequest {
  return decodeChat({ model: 'm', messages: [{ role: 'user', content: 'hi' }], ...body });
}

function messages(body: object): ChatRequest {
  return decodeMessages(
    { model: 'm', max_tokens: 100, messages: [{ role: 'user', content: 'hi' }], ...body },
    {},
  );
}

describe('a request of OpenAI’s for Converse', () => {
  it('carries instructions, images, calls and results', () => {
    const { body, warnings } = encode(
      chat({
        max_completion_tokens: 500,
        temperature: 1.5,
        stop: ['END'],
        messages: [
          { role: 'system', content: 'Be kind.' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'look' },
              { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}` } },
            ],
          },
          {
            role: 'assistant',
            content: null,
            tool_calls: [
              {
                id: 'call.1:a',
                type: 'function',
                function: { name: 'get weather', arguments: '{"n":12345678901234567890}' },
              },
              { id: 'call_2', type: 'function', function: { name: 'get_time', arguments: '' } },
            ],
          },
          { role: 'tool', tool_call_id: 'call_2', content: 'noon' },
          { role: 'tool', tool_call_id: 'call.1:a', content: '' },
          { role: 'user', content: 'thanks' },
        ],
        tools: [
          {
            type: 'function',
            function: { name: 'get weather', parameters: { type: 'object', properties: {} } },
          },
        ],
        tool_choice: 'required',
      }),
    );
    const [, assistant, results] = body.messages;
    expect(body).toMatchObject({
      system: [{ text: 'Be kind.' }],
      inferenceConfig: { maxTokens: 500, temperature: 1, stopSequences: ['END'] },
      toolConfig: { toolChoice: { any: {} } },
    });
    expect(body.messages[0].content[1]).toEqual({ image: { format: 'png', source: { bytes: PNG } } });
    const [call] = assistant.content;
    expect(call.toolUse.name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    expect(body.toolConfig.tools[0].toolSpec.name).toBe(call.toolUse.name);
    expect(results.content).toEqual([
      { toolResult: { toolUseId: call.toolUse.toolUseId, content: [{ text: '(empty)' }] } },
      { toolResult: { toolUseId: 'call_2', content: [{ text: 'noon' }] } },
      { text: 'thanks' },
    ]);
    expect(warnings.map(({ param }) => param)).toEqual(['temperature']);
  });

  it('keeps every digit of a call’s arguments', () => {
    const { body } = encodeConverseRequest(
      chat({
        messages: [
          { role: 'user', content: 'a' },
          {
            role: 'assistant',
            tool_calls: [
              { id: 'c', type: 'function', function: { name: 'f', arguments: '{"n":12345678901234567890}' } },
            ],
          },
          { role: 'tool', tool_call_id: 'c', content: 'ok' },
        ],
      }),
      { rules: converseRules('amazon.nova-pro-v1:0'), defaultMaxTokens: 1 },
    );
    expect(stringifyJson(body)).toContain('"input":{"n":12345678901234567890}');
  });

  it('has tools for the calls of its history even when it offers none', () => {
    const { body } = encode(
      chat({
        messages: [
          { role: 'user', content: 'a' },
          {
            role: 'assistant',
            tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }],
          },
          { role: 'tool', tool_call_id: 'c', content: 'ok' },
        ],
      }),
    );
    expect(body.toolConfig.tools).toMatchObject([{ toolSpec: { name: 'f' } }]);
    expect(body.system).toEqual([{ text: 'Do not call any tools now.' }]);
  });

  it('asks for JSON by a tool where the model can be made to call one, else in words or by its own means', () => {
    const response_format = {
      type: 'json_schema',
      json_schema: { name: 'x', schema: { type: 'object', properties: { a: { type: 'number' } } } },
    };
    const nova = encode(chat({ response_format }));
    expect(nova.body.toolConfig.toolChoice).toEqual({ tool: { name: 'structured_answer' } });
    expect(nova.restore.outputTool).toBe('structured_answer');
    const llama = encode(chat({ response_format }), 'meta.llama3-3-70b-instruct-v1:0');
    expect(llama.body.system[0].text).toContain('"a"');
    const qwen = encode(chat({ response_format }), 'qwen.qwen3-coder-480b-a35b-v1:0');
    expect(JSON.parse(qwen.body.outputConfig.textFormat.structure.jsonSchema.schema)).toMatchObject({
      additionalProperties: false,
    });
  });

  it.each([
    [
      'amazon.nova-2-lite-v1:0',
      'medium',
      { reasoningConfig: { type: 'enabled', maxReasoningEffort: 'medium' } },
    ],
    ['openai.gpt-oss-120b-1:0', 'high', { reasoning_effort: 'high' }],
    ['amazon.nova-pro-v1:0', 'high', undefined],
  ])('asks %s to think with effort %s in its own words', (model, effort, fields) => {
    const { body, warnings } = encode(chat({ reasoning_effort: effort }), model);
    expect(body.additionalModelRequestFields).toEqual(fields);
    expect(warnings).toHaveLength(fields === undefined ? 1 : 0);
  });

  it('leaves limit and sampling out where Nova refuses them', () => {
    const { body, warnings } = encode(
      chat({ reasoning_effort: 'high', max_tokens: 50, temperature: 0.2 }),
      'amazon.nova-2-lite-v1:0',
    );
    expect(body.inferenceConfig).toEqual({});
    expect(warnings.map(({ param }) => param)).toEqual(['max_tokens', 'temperature']);
  });
});

describe('a request of Anthropic’s for Converse', () => {
  it('keeps its cache marks where the model has a cache, and only there', () => {
    const cached = messages({
      system: [{ type: 'text', text: 's', cache_control: { type: 'ephemeral', ttl: '1h' } }],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'a', cache_control: { type: 'ephemeral' } }] },
      ],
    });
    const nova = encode(cached).body;
    expect(nova.system).toEqual([{ text: 's' }, { cachePoint: { type: 'default', ttl: '1h' } }]);
    expect(nova.messages[0].content).toEqual([{ text: 'a' }, { cachePoint: { type: 'default' } }]);
    expect(JSON.stringify(encode(cached, 'deepseek.v3-v1:0').body)).not.toContain('cachePoint');
  });

  it('shows no model another vendor’s proof, and no thinking but its own', () => {
    const thought = (signature: string) =>
      messages({
        messages: [
          { role: 'user', content: 'a' },
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: 'Hm.', signature },
              { type: 'redacted_thinking', data: 'x' },
              { type: 'text', text: 'b' },
            ],
          },
          { role: 'user', content: 'c' },
        ],
      });
    const own = sealProof({ dialect: 'bedrock-converse', kind: 'thinking', value: '' });
    const other = sealProof({ dialect: 'openai-responses', kind: 'thinking', value: 'secret' });
    for (const signature of ['claude-signature', own, other]) {
      for (const model of ['amazon.nova-2-lite-v1:0', 'amazon.nova-pro-v1:0']) {
        const text = JSON.stringify(encode(thought(signature), model).body);
        expect(text).not.toContain('signature');
        expect(text).not.toContain('redacted');
        expect(text.includes('Hm.')).toBe(signature === own && model.includes('nova-2'));
      }
    }
  });

  it('names documents as Converse wants it: clean, unique, with text beside them', () => {
    const document = (title: string) => ({
      type: 'document',
      title,
      source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0xLjQK' },
    });
    const { body } = encode(
      messages({
        messages: [
          { role: 'user', content: [document('My file.v2.pdf'), document('My file.v2.pdf'), document('')] },
        ],
      }),
    );
    const { content } = body.messages[0];
    expect(content.slice(0, 3).map((block: { document: { name: string } }) => block.document.name)).toEqual([
      'My file-v2-pdf',
      'My file-v2-pdf (2)',
      'Document',
    ]);
    expect(content[3]).toEqual({ text: expect.any(String) });
  });

  it.each([
    [
      {
        messages: [
          {
            role: 'user',
            content: [{ type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } }],
          },
        ],
      },
      /does not fetch/,
    ],
    [
      {
        messages: [{ role: 'user', content: [{ type: 'document', source: { type: 'file', file_id: 'f' } }] }],
      },
      /stored with another vendor/,
    ],
  ])('that cannot be carried is refused: %j', (body, words) => {
    expect(() => encode(messages(body))).toThrow(words);
  });

  it('begins and ends with the user, whoever began and ended', () => {
    const { body, warnings } = encode(
      messages({
        messages: [
          { role: 'assistant', content: 'I' },
          { role: 'assistant', content: 'began' },
        ],
      }),
    );
    expect(body.messages.map(({ role }: { role: string }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'changed', param: 'messages' }));
  });
});

describe('the rules of a model', () => {
  it.each([
    ['us.amazon.nova-pro-v1:0', 'amazon.nova-pro', 'Nova Pro'],
    ['amazon.nova-lite-v1:0:300k', 'amazon.nova-lite', 'Nova Lite'],
    ['openai.gpt-oss-120b-1:0', 'openai.gpt-oss-120b', 'gpt-oss 120B'],
    ['us.meta.llama3-3-70b-instruct-v1:0', 'meta.llama3-3-70b', 'Llama 3.3 70B'],
    ['deepseek.v3.2', 'deepseek.v3.2', 'DeepSeek V3.2'],
    ['arn:aws:bedrock:us-east-1::foundation-model/qwen.qwen3-32b-v1:0', 'qwen.qwen3-32b', 'Qwen3 32B'],
    ['newvendor.model-9-v1:0', 'newvendor.model-9', 'newvendor.model-9'],
  ])('%s is %s', (id, name, displayName) => {
    expect(converseRules(id)).toMatchObject({ name, displayName });
  });
});

describe('a Converse client’s request for a model of Converse', () => {
  const text = fc.record({ text: fc.string({ minLength: 1 }) });
  const point = fc.constant({ cachePoint: { type: 'default' } });
  const image = fc.constant({ image: { format: 'png', source: { bytes: PNG } } });
  const place = fc.constant({ image: { format: 'png', source: { s3Location: { uri: 's3://a/b.png' } } } });
  const guarded = fc.record({
    guardContent: fc.record({ text: fc.record({ text: fc.string({ minLength: 1 }) }) }),
  });
  const content = fc.array(fc.oneof(text, image, place, guarded, point), { minLength: 1, maxLength: 4 });
  const input = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }));
  const turn = fc.record({ content, input, result: fc.jsonValue({ maxDepth: 2 }) });
  const spec = (name: string) => ({ toolSpec: { name, inputSchema: { json: { type: 'object' } } } });

  it('means the same after decoding and encoding, whatever it holds', () => {
    const body = fc.tuple(fc.array(turn, { minLength: 1, maxLength: 3 }), input).map(([turns, fields]) => ({
      messages: turns.flatMap(({ content: said, input: args, result }, at) => [
        { role: 'user', content: said },
        { role: 'assistant', content: [{ toolUse: { toolUseId: `t${at}`, name: 'look', input: args } }] },
        { role: 'user', content: [{ toolResult: { toolUseId: `t${at}`, content: [{ json: { result } }] } }] },
      ]),
      toolConfig: { tools: [spec('look')] },
      additionalModelRequestFields: { own: fields },
      unknown_member: fields,
    }));
    fc.assert(
      fc.property(body, (value) => {
        const request = decodeConverse(value, { model: 'm', stream: true });
        expect(encode(request).body).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is written anew only where something was altered', () => {
    const value = {
      messages: [
        { role: 'user', content: [{ text: 'a' }, { cachePoint: { type: 'default' } }] },
        { role: 'assistant', content: [{ toolUse: { toolUseId: 't', name: 'look', input: {} } }] },
        {
          role: 'user',
          content: [{ toolResult: { toolUseId: 't', content: [{ text: 'long' }] } }, { text: 'b' }],
        },
      ],
      toolConfig: { tools: [spec('look')] },
    };
    const request = decodeConverse(value, { model: 'm', stream: true });
    const [first, second, third] = request.messages;
    const [result, rest] = third?.content ?? [];
    if (first === undefined || second === undefined || result?.type !== 'tool-result' || rest === undefined) {
      throw new Error('the request was not read');
    }
    const shorter = { ...result, content: [{ type: 'text', text: 'short' } as const], source: undefined };
    const altered = { role: 'user', content: [shorter, rest] } as const;
    const { body } = encode({ ...request, messages: [first, second, altered] });
    expect(body.messages).toEqual([
      value.messages[0],
      value.messages[1],
      {
        role: 'user',
        content: [{ toolResult: { toolUseId: 't', content: [{ text: 'short' }] } }, { text: 'b' }],
      },
    ]);
  });
});
