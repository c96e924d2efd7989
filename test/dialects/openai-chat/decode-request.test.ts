import { describe, expect, it } from 'vitest';

import { decodeRequest } from '../../../main/dialects/openai-chat/decode-request.ts';

const user = { role: 'user', content: 'hi' };

function decode(members: object) {
  return decodeRequest({ model: 'm', messages: [user], ...members });
}

function content(part: unknown): object {
  return { messages: [user, { role: 'user', content: [{ type: 'text', text: 'a' }, part] }] };
}

const weather = { type: 'function', function: { name: 'weather' } };

describe('a request', () => {
  it('may send null and empty values for what it does not want', () => {
    const request = decode({
      stream: null,
      stream_options: null,
      stop: null,
      tools: null,
      tool_choice: null,
      logit_bias: {},
      logprobs: false,
      top_logprobs: 0,
      n: 1,
      seed: null,
      max_tokens: null,
      temperature: null,
      response_format: null,
      reasoning_effort: null,
      user: '',
      functions: [],
      modalities: ['text'],
      audio: null,
    });
    expect(request.warnings).toEqual([]);
    expect(request).toMatchObject({ stream: false, tools: [], stopSequences: [] });
    for (const key of ['maxTokens', 'temperature', 'toolChoice', 'reasoning', 'output', 'userId'] as const) {
      expect(request[key]).toBeUndefined();
    }
  });

  const efforts: readonly (readonly [object, object | undefined])[] = [
    [{ reasoning_effort: 'none' }, { mode: 'off' }],
    [{ reasoning_effort: 'xhigh' }, { effort: 'xhigh', display: 'summarized' }],
    [{ reasoning: { effort: 'low' } }, { effort: 'low', display: 'summarized' }],
    [{ reasoning: { enabled: false, effort: 'low' } }, { mode: 'off' }],
    [{ reasoning: { max_tokens: 0 } }, { mode: 'off' }],
    [{ reasoning: { enabled: true } }, { mode: 'adaptive', display: 'summarized' }],
    [{ thinking: { type: 'enabled', budget_tokens: 2048 } }, { mode: 'budget', budgetTokens: 2048 }],
    [
      { thinking: { type: 'adaptive', display: 'omitted' }, reasoning_effort: 'max' },
      { mode: 'adaptive', effort: 'max', display: 'omitted' },
    ],
    [{ thinking: { type: 'disabled' }, reasoning_effort: 'max' }, { mode: 'off' }],
    [{ reasoning: {} }, undefined],
  ];
  for (const [members, expected] of efforts) {
    it(`asks for thinking with ${JSON.stringify(members)}`, () => {
      const { reasoning } = decode(members);
      if (expected === undefined) expect(reasoning).toBeUndefined();
      else expect(reasoning).toMatchObject(expected);
    });
  }

  const choices: readonly (readonly [unknown, object])[] = [
    ['auto', { mode: 'auto' }],
    ['none', { mode: 'none' }],
    ['required', { mode: 'any' }],
    [
      { type: 'function', function: { name: 'weather' } },
      { mode: 'tool', name: 'weather' },
    ],
    [
      { type: 'function', name: 'weather' },
      { mode: 'tool', name: 'weather' },
    ],
    [
      { type: 'tool', name: 'weather' },
      { mode: 'tool', name: 'weather' },
    ],
    [
      { type: 'any', disable_parallel_tool_use: true },
      { mode: 'any', parallel: false },
    ],
    [
      { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [weather] } },
      { mode: 'auto', allowed: ['weather'] },
    ],
  ];
  for (const [choice, expected] of choices) {
    it(`chooses tools with ${JSON.stringify(choice)}`, () => {
      expect(decode({ tools: [weather], tool_choice: choice }).toolChoice).toMatchObject(expected);
    });
  }

  it('keeps serial calls without a choice of tools', () => {
    const request = decode({ tools: [weather], parallel_tool_calls: false });
    expect(request.toolChoice).toEqual({ mode: 'auto', parallel: false });
  });

  it('gives an opaque user id, and never an e-mail address or a long one', () => {
    expect(decode({ user: 'u-1', safety_identifier: 's-1' }).userId).toBe('s-1');
    for (const user of ['ada@example.org', 'x'.repeat(257)]) {
      const request = decode({ user });
      expect(request.userId).toBeUndefined();
      expect(request.warnings).toMatchObject([{ code: 'dropped', param: 'user' }]);
    }
  });

  it('names in warnings what is left out', () => {
    const { warnings } = decode({
      seed: 1,
      presence_penalty: 1,
      frequency_penalty: 0,
      verbosity: 'low',
      web_search_options: {},
    });
    expect(warnings.map((warning) => warning.param)).toEqual([
      'seed',
      'presence_penalty',
      'verbosity',
      'web_search_options',
    ]);
  });

  it('has a breakpoint on the last block of a message that carries one', () => {
    const message = {
      role: 'user',
      content: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
      cache_control: { type: 'ephemeral' },
    };
    const [decoded] = decode({ messages: [message] }).messages;
    expect(decoded?.content.map((block) => block.cache)).toEqual([undefined, {}]);
  });

  it('brings back LiteLLM thinking blocks, signed ones only, before the rest', () => {
    const message = {
      role: 'assistant',
      content: 'Four.',
      reasoning_content: 'unsigned',
      thinking_blocks: [
        { type: 'thinking', thinking: '', signature: 'c2ln' },
        { type: 'thinking', thinking: 'no proof' },
        { type: 'redacted_thinking', data: 'cmVk' },
      ],
    };
    const decoded = decode({ messages: [user, message] }).messages[1];
    expect(decoded?.content).toEqual([
      { type: 'thinking', thinking: '', signature: 'c2ln' },
      { type: 'redacted-thinking', data: 'cmVk' },
      { type: 'text', text: 'Four.' },
    ]);
  });

  it('links function messages to the function_call before them', () => {
    const turn = (name: string) => [
      { role: 'assistant', function_call: { name, arguments: '{}' } },
      { role: 'function', name, content: name },
    ];
    const { messages } = decode({ messages: [user, ...turn('a'), ...turn('b')] });
    const ids = messages.flatMap((message) =>
      message.content.map((block) =>
        block.type === 'tool-use' ? block.id : block.type === 'tool-result' ? block.toolUseId : '',
      ),
    );
    expect(ids[1]).toBe(ids[2]);
    expect(ids[3]).toBe(ids[4]);
    expect(ids[1]).not.toBe(ids[3]);
  });

  it('takes a 30 MB image without a copy', () => {
    const data = 'iVBORw0KGgo'.padEnd(30_000_000, 'A');
    const request = decode(
      content({ type: 'image_url', image_url: { url: `data:image/jpeg;base64,${data}` } }),
    );
    const block = request.messages[1]?.content[1];
    const media = block?.type === 'image' ? block.media : undefined;
    expect(media).toMatchObject({ kind: 'base64', mediaType: 'image/png' });
    expect(media?.kind === 'base64' && media.data === data).toBe(true);
  });

  it('repairs wrapped, URL-safe and unpadded base64', () => {
    const request = decode(
      content({ type: 'image_url', image_url: { url: 'data:image/png;base64,_9-_\n_9-_ _w' } }),
    );
    expect(request.messages[1]?.content[1]).toMatchObject({ media: { data: '/9+//9+//w==' } });
  });
});
