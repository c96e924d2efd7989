import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import { decodeRequest } from '../../../main/dialects/openai-chat/decode-request.ts';

const user = { role: 'user', content: 'hi' };

function decode(members: object) {
  return decodeRequest({ model: 'm', messages: [user], ...members });
}

function refusal(members: object): { code: string; param: string | undefined; message: string } {
  try {
    decode(members);
  } catch (thrown) {
    if (thrown instanceof AppError)
      return { code: thrown.code, param: thrown.param, message: thrown.message };
    throw thrown;
  }
  throw new Error('the request was accepted');
}

function content(part: unknown): object {
  return { messages: [user, { role: 'user', content: [{ type: 'text', text: 'a' }, part] }] };
}

const weather = { type: 'function', function: { name: 'weather' } };

describe('a request that cannot be served', () => {
  const cases: readonly (readonly [string, object, string, string])[] = [
    ['no model', { model: undefined }, 'invalid_request', 'model'],
    ['an empty model', { model: ' ' }, 'invalid_request', 'model'],
    ['no messages', { messages: [] }, 'invalid_request', 'messages'],
    ['a Responses body', { messages: undefined, input: 'hi' }, 'invalid_request', 'messages'],
    [
      'an unknown role',
      { messages: [{ role: 'toString', content: '' }] },
      'invalid_request',
      'messages[0].role',
    ],
    [
      'stream_options without stream',
      { stream_options: { include_usage: true } },
      'invalid_request',
      'stream_options',
    ],
    ['stream as text', { stream: 'yes' }, 'invalid_request', 'stream'],
    ['n of 2', { n: 2 }, 'unsupported', 'n'],
    ['logprobs', { logprobs: true }, 'unsupported', 'logprobs'],
    ['top_logprobs', { top_logprobs: 3 }, 'unsupported', 'top_logprobs'],
    ['logit_bias', { logit_bias: { 50256: -100 } }, 'unsupported', 'logit_bias'],
    ['audio output', { modalities: ['text', 'audio'] }, 'unsupported', 'modalities'],
    ['temperature of 2.1', { temperature: 2.1 }, 'invalid_request', 'temperature'],
    ['top_p of 2', { top_p: 2 }, 'invalid_request', 'top_p'],
    ['max_tokens of 0', { max_tokens: 0 }, 'invalid_request', 'max_tokens'],
    ['a stop that is no string', { stop: ['a', 1] }, 'invalid_request', 'stop[1]'],
    ['an unknown effort', { reasoning_effort: 'constructor' }, 'invalid_request', 'reasoning_effort'],
    ['an unknown thinking type', { thinking: { type: 'x' } }, 'invalid_request', 'thinking.type'],
    ['an unknown format', { response_format: { type: 'grammar' } }, 'unsupported', 'response_format.type'],
    [
      'a schema that is missing',
      { response_format: { type: 'json_schema', json_schema: { name: 'a' } } },
      'invalid_request',
      'response_format.json_schema.schema',
    ],
    ['a server tool', { tools: [{ type: 'web_search' }] }, 'unsupported', 'tools[0].type'],
    [
      'a tool without a name',
      { tools: [{ type: 'function', function: {} }] },
      'invalid_request',
      'tools[0].function.name',
    ],
    ['a tool without a function', { tools: [{ type: 'function' }] }, 'invalid_request', 'tools[0].function'],
    ['a forced call without tools', { tool_choice: 'required' }, 'invalid_request', 'tool_choice'],
    [
      'a choice of a tool that is not there',
      { tools: [weather], tool_choice: { type: 'function', function: { name: 'x' } } },
      'invalid_request',
      'tool_choice',
    ],
    ['an unknown choice', { tools: [weather], tool_choice: 'sometimes' }, 'invalid_request', 'tool_choice'],
    [
      'a tool message without an id',
      { messages: [{ role: 'tool', content: '' }] },
      'invalid_request',
      'messages[0].tool_call_id',
    ],
    [
      'a call without an id',
      { messages: [{ role: 'assistant', tool_calls: [{ function: { name: 'f' } }] }] },
      'invalid_request',
      'messages[0].tool_calls[0].id',
    ],
    [
      'an image in the instructions',
      {
        messages: [
          {
            role: 'system',
            content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } }],
          },
        ],
      },
      'invalid_request',
      'messages[0].content',
    ],
    [
      'an image to fetch',
      content({ type: 'image_url', image_url: { url: 'https://a.b/c.png' } }),
      'unsupported',
      'messages[1].content[1].image_url.url',
    ],
    [
      'an image that is no base64',
      content({ type: 'image_url', image_url: { url: 'data:image/png;base64,a b*' } }),
      'invalid_request',
      'messages[1].content[1].image_url.url',
    ],
    [
      'a data URL without data',
      content({ type: 'image_url', image_url: { url: 'data:image/png;base64' } }),
      'invalid_request',
      'messages[1].content[1].image_url.url',
    ],
    [
      'an uploaded file',
      content({ type: 'file', file: { file_id: 'file-1' } }),
      'unsupported',
      'messages[1].content[1].file.file_id',
    ],
    [
      'a Word file',
      content({ type: 'file', file: { filename: 'a.docx', file_data: 'UEsDBA==' } }),
      'unsupported',
      'messages[1].content[1].file.file_data',
    ],
    [
      'a text file that is not UTF-8',
      content({ type: 'file', file: { file_data: 'data:text/plain;base64,/+8=' } }),
      'invalid_request',
      'messages[1].content[1].file.file_data',
    ],
    [
      'sound',
      content({ type: 'input_audio', input_audio: { data: 'aGk=', format: 'wav' } }),
      'invalid_request',
      'messages[1].content[1]',
    ],
    ['an unknown part', content({ type: 'hologram' }), 'unsupported', 'messages[1].content[1].type'],
    [
      'a tool result from the assistant',
      { messages: [{ role: 'assistant', content: [{ type: 'tool_result', tool_use_id: 'a' }] }] },
      'unsupported',
      'messages[0].content[0].type',
    ],
    [
      'an Anthropic image to fetch',
      content({ type: 'image', source: { type: 'url', url: 'http://10.0.0.1/' } }),
      'unsupported',
      'messages[1].content[1].source.url',
    ],
  ];
  for (const [what, members, code, param] of cases) {
    it(`is refused for ${what}, naming ${param}`, () => {
      expect(refusal(members)).toMatchObject({ code, param });
    });
  }

  it('is refused without a body', () => {
    expect(() => decodeRequest(null)).toThrow(AppError);
    expect(() => decodeRequest([])).toThrow(AppError);
  });

  it('is told that nothing is fetched, and what to send instead', () => {
    const { message } = refusal(content({ type: 'image_url', image_url: { url: 'https://a.b/c.png' } }));
    expect(message).toContain('data URL');
    expect(message).toContain('fetches nothing');
  });

  it('is told where a Responses body belongs', () => {
    expect(refusal({ messages: undefined, input: [] }).message).toContain('/v1/responses');
  });
});

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
