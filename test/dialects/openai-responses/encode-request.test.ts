import { describe, expect, it } from 'vitest';
import type { ContentBlock } from '../../../main/core/chat-block.ts';
import type { ChatRequest, Message } from '../../../main/core/chat-request.ts';
import { decodeRequest } from '../../../main/dialects/openai-responses/decode-request.ts';
import { encodeResponsesRequest } from '../../../main/dialects/openai-responses/encode-request.ts';
import { sealProof } from '../../../main/dialects/openai-vocabulary/sealed-proof.ts';
import { hubRequest } from '../../core/hub-request.ts';

const reasoning = { isReasoningModel: true };
const plain = { isReasoningModel: false };

function hub(messages: readonly Message[], members: Partial<ChatRequest> = {}): ChatRequest {
  return hubRequest({ messages, ...members });
}

function user(...content: ContentBlock[]): Message {
  return { role: 'user', content };
}

function assistant(...content: ContentBlock[]): Message {
  return { role: 'assistant', content };
}

const hi: ContentBlock = { type: 'text', text: 'hi' };

function inputOf(messages: readonly Message[]): unknown {
  return encodeResponsesRequest(hub(messages), plain).body['input'];
}

describe('a request of another dialect', () => {
  it('asks for encrypted reasoning and no sampling of a model that reasons, and the reverse of one that does not', () => {
    const members = { temperature: 0.5, topP: 0.9, reasoning: { effort: 'high' } } as const;
    const wise = encodeResponsesRequest(hub([user(hi)], members), reasoning);
    expect(wise.body).toMatchObject({
      reasoning: { effort: 'high', summary: 'auto' },
      include: ['reasoning.encrypted_content'],
      store: false,
      stream: true,
    });
    expect(wise.body).not.toHaveProperty('temperature');
    expect(wise.warnings.map(({ param }) => param)).toEqual(['temperature', 'top_p']);
    const simple = encodeResponsesRequest(hub([user(hi)], members), plain).body;
    expect(simple).toMatchObject({ temperature: 0.5, top_p: 0.9 });
    expect(simple).not.toHaveProperty('reasoning');
    expect(simple).not.toHaveProperty('include');
  });

  const efforts: readonly (readonly [ChatRequest['reasoning'], object])[] = [
    [{ mode: 'off' }, { effort: 'none' }],
    [
      { mode: 'budget', budgetTokens: 2000 },
      { effort: 'low', summary: 'auto' },
    ],
    [
      { mode: 'budget', budgetTokens: 99_999 },
      { effort: 'xhigh', summary: 'auto' },
    ],
    [{ mode: 'adaptive', display: 'omitted' }, {}],
  ];
  for (const [wish, expected] of efforts) {
    it(`turns ${JSON.stringify(wish)} into ${JSON.stringify(expected)}`, () => {
      const { body } = encodeResponsesRequest(hub([user(hi)], { reasoning: wish }), reasoning);
      expect(body['reasoning']).toEqual(expected);
    });
  }

  it('raises a limit that is too low and drops stop sequences, and says so', () => {
    const { body, warnings } = encodeResponsesRequest(
      hub([user(hi)], { maxTokens: 5, stopSequences: ['x'] }),
      plain,
    );
    expect(body['max_output_tokens']).toBe(16);
    expect(warnings.map(({ code, param }) => `${code}:${param}`)).toEqual([
      'dropped:stop_sequences',
      'changed:max_tokens',
    ]);
  });

  it('gives OpenAI its own reasoning back, and nobody else’s', () => {
    const own = sealProof({ dialect: 'openai-responses', kind: 'thinking', value: 'gAAAA' });
    const thinking = (signature: string): ContentBlock => ({ type: 'thinking', thinking: 'Hm.', signature });
    expect(inputOf([user(hi), assistant(thinking(own), thinking('EqQB'), hi)])).toMatchObject([
      { role: 'user' },
      { type: 'reasoning', summary: [{ text: 'Hm.' }], encrypted_content: 'gAAAA' },
      { role: 'assistant' },
    ]);
    expect(inputOf([user(hi), assistant(thinking(own)), user(hi)])).toMatchObject([{}, { role: 'user' }]);
  });

  it('answers calls nobody answered, and tells of results nobody asked for as text', () => {
    const call: ContentBlock = { type: 'tool-use', id: 'c1', name: 'f', arguments: '' };
    const stray: ContentBlock = { type: 'tool-result', toolUseId: 'c9', content: [hi], isError: false };
    expect(inputOf([user(hi), assistant(call), user(stray, hi)])).toMatchObject([
      {},
      { type: 'function_call', call_id: 'c1', arguments: '{}' },
      { type: 'function_call_output', call_id: 'c1', output: '(no result)' },
      { role: 'user', content: [{ text: 'Result of tool call c9:' }, { text: 'hi' }] },
      { role: 'user' },
    ]);
  });

  it('marks a failed call, with and without an image', () => {
    const result = (...content: ContentBlock[]): Message =>
      user({ type: 'tool-result', toolUseId: 'c1', content, isError: true });
    const call: ContentBlock = { type: 'tool-use', id: 'c1', name: 'f', arguments: '{}' };
    const image: ContentBlock = {
      type: 'image',
      media: { kind: 'base64', mediaType: 'image/png', data: 'aGk=' },
    };
    const outputOf = (message: Message) => Object(inputOf([user(hi), assistant(call), message]))[2].output;
    expect(outputOf(result(hi))).toBe('Error: hi');
    expect(outputOf(result())).toBe('Error: (no output)');
    expect(outputOf(result(image))).toEqual([
      { type: 'input_text', text: 'Error:' },
      { type: 'input_image', image_url: 'data:image/png;base64,aGk=', detail: 'auto' },
    ]);
  });

  it('sends names OpenAI takes, and can give the client’s back', () => {
    const tools = [{ kind: 'function', name: 'søk.web', inputSchema: { type: 'object' } }] as const;
    const { body, restore } = encodeResponsesRequest(
      hub([user(hi)], { tools, toolChoice: { mode: 'tool', name: 'søk.web', parallel: false } }),
      plain,
    );
    expect(body).toMatchObject({
      tools: [{ type: 'function', name: 's_k_web', strict: false }],
      tool_choice: { type: 'function', name: 's_k_web' },
      parallel_tool_calls: false,
    });
    expect(restore.toolNames?.get('s_k_web')).toBe('søk.web');
  });

  it('leaves out another vendor’s own tools, and refuses to force one', () => {
    const tools = [{ kind: 'native', name: 'computer' }] as const;
    const { body, warnings } = encodeResponsesRequest(hub([user(hi)], { tools }), plain);
    expect(body).not.toHaveProperty('tools');
    expect(warnings).toMatchObject([{ code: 'dropped', param: 'tools' }]);
    const both = [...tools, { kind: 'function', name: 'f' }] as const;
    const forced = hub([user(hi)], { tools: both, toolChoice: { mode: 'tool', name: 'computer' } });
    expect(() => encodeResponsesRequest(forced, plain)).toThrow('cannot run');
  });

  it('refuses what the model would miss', () => {
    const file: ContentBlock = { type: 'document', media: { kind: 'file', fileId: 'f1' } };
    expect(() => inputOf([user(file)])).toThrow('Send its data');
    const opaque: ContentBlock = { type: 'opaque', dialect: 'gemini', name: 'video', source: {} };
    expect(() => inputOf([user(opaque)])).toThrow('"video"');
  });
});

describe('a request of this dialect whose tool output was shortened', () => {
  const items = [
    { role: 'developer', content: 'Be brief.' },
    { role: 'user', content: 'q' },
    { type: 'additional_tools', role: 'developer', tools: [{ type: 'function', name: 'late' }] },
    { type: 'function_call', id: 'fc_1', call_id: 'c1', name: 'f', arguments: '{ }' },
    { type: 'shell_call', call_id: 'c2', action: { commands: ['ls'] } },
    { type: 'function_call_output', call_id: 'c1', output: 'long long long' },
    { type: 'shell_call_output', call_id: 'c2', output: [{ stdout: 'long', stderr: '' }] },
  ];
  const request = decodeRequest({ model: 'm', input: items, tools: [{ type: 'shell' }] });

  function shortened(): unknown {
    const messages = request.messages.map((message) => ({
      ...message,
      ...(message.content[0]?.type === 'tool-result'
        ? {
            source: undefined,
            content: message.content.map((block) => ({
              ...block,
              source: undefined,
              content: [{ type: 'text' as const, text: 'short' }],
            })),
          }
        : {}),
    }));
    return encodeResponsesRequest({ ...request, messages }, reasoning).body['input'];
  }

  it('keeps all other items as they were, and each output the item of its call', () => {
    const [developer, question, tools, call, shell] = items;
    expect(shortened()).toEqual([
      developer,
      tools,
      question,
      call,
      shell,
      { type: 'function_call_output', call_id: 'c1', output: 'short' },
      {
        type: 'shell_call_output',
        call_id: 'c2',
        output: [{ stdout: 'short', stderr: '', outcome: { type: 'exit', exit_code: 0 } }],
      },
    ]);
  });

  it('never shows OpenAI another vendor’s reasoning, and opens its own', () => {
    const sealed = (dialect: string) => ({
      type: 'reasoning',
      summary: [],
      encrypted_content: sealProof({ dialect, kind: 'thinking', value: 'secret' }),
    });
    const input = [{ role: 'user', content: 'q' }, sealed('anthropic'), sealed('openai-responses')];
    const { body } = encodeResponsesRequest(decodeRequest({ model: 'm', input }), reasoning);
    expect(body['input']).toEqual([
      input[0],
      { type: 'reasoning', summary: [], encrypted_content: 'secret' },
    ]);
  });
});
