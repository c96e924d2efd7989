import { describe, expect, it } from 'vitest';
import { decodeRequest } from '../../../main/dialects/openai-responses/decode-request.ts';

const user = { role: 'user', content: 'hi' };

function decode(members: object = {}) {
  return decodeRequest({ model: 'm', input: [user], ...members });
}

function dropped(members: object): string[] {
  return decode(members).warnings.map(({ code, param }) => `${code}:${param}`);
}

describe('decoding a request', () => {
  it('reads the least of all requests', () => {
    expect(decodeRequest({ model: 'm', input: 'hi' })).toMatchObject({
      dialect: 'openai-responses',
      model: 'm',
      stream: false,
      system: [],
      messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }],
      tools: [],
      toolChoice: undefined,
      reasoning: undefined,
      warnings: [],
    });
  });

  it('puts instructions before what the input begins with, and leaves later ones where they are', () => {
    const request = decode({
      instructions: 'One.',
      input: [
        { role: 'developer', content: 'Two.' },
        { role: 'system', content: [{ type: 'input_text', text: 'Three.' }] },
        user,
        { role: 'developer', content: 'Four.' },
        user,
      ],
    });
    expect(request.system.map(({ text }) => text)).toEqual(['One.', 'Two.', 'Three.']);
    expect(request.messages.map(({ role }) => role)).toEqual(['user', 'system', 'user']);
  });

  it('takes an input of instructions alone', () => {
    const request = decode({ input: [{ role: 'developer', content: 'Say something.' }] });
    expect(request).toMatchObject({ system: [{ text: 'Say something.' }], messages: [] });
  });

  it('makes one turn of the items of an answer, and one of its results', () => {
    const { messages } = decode({
      input: [
        user,
        { role: 'assistant', content: [{ type: 'output_text', text: 'a' }] },
        { type: 'function_call', call_id: '1', name: 'f', arguments: '{ "x": 1.0 }' },
        { type: 'function_call', call_id: '2', name: 'g', arguments: null },
        { type: 'function_call_output', call_id: '2', output: null },
        { type: 'function_call_output', call_id: '1', output: { ok: true } },
        user,
        user,
      ],
    });
    expect(messages).toMatchObject([
      { role: 'user' },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'a' },
          { type: 'tool-use', id: '1', name: 'f', arguments: '{ "x": 1.0 }' },
          { type: 'tool-use', id: '2', name: 'g', arguments: '' },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool-result', toolUseId: '2', content: [] },
          { type: 'tool-result', toolUseId: '1', content: [{ text: '{"ok":true}' }] },
        ],
      },
      { role: 'user' },
      { role: 'user' },
    ]);
  });

  it('carries free text as the one argument of a function', () => {
    const call = { type: 'custom_tool_call', call_id: '1', name: 'patch', input: '"\n' };
    const { messages } = decode({ input: [user, call] });
    expect(messages[1]?.content).toMatchObject([{ arguments: '{"input":"\\"\\n"}' }]);
  });

  it('names tools in a namespace as one name, in their declaration, their calls and the choice', () => {
    const request = decode({
      tools: [
        { type: 'namespace', name: 'git', tools: [{ type: 'function', name: 'log' }] },
        { type: 'namespace', name: 'mcp__hub__', tools: [{ type: 'custom', name: 'ask' }] },
      ],
      tool_choice: { type: 'function', name: 'log', namespace: 'git' },
      input: [user, { type: 'function_call', call_id: '1', name: 'log', namespace: 'git', arguments: '' }],
    });
    expect(request.tools.map(({ kind, name }) => [kind, name])).toEqual([
      ['function', 'git__log'],
      ['custom', 'mcp__hub__ask'],
    ]);
    expect(request.toolChoice).toMatchObject({ mode: 'tool', name: 'git__log' });
    expect(request.messages[1]?.content).toMatchObject([{ name: 'git__log' }]);
  });

  it('tells a free-text tool’s grammar, which nobody enforces', () => {
    const format = { type: 'grammar', syntax: 'lark', definition: 'start: "x"' };
    const request = decode({ tools: [{ type: 'custom', name: 'p', description: 'Patches.', format }] });
    expect(request.tools[0]?.description).toBe(
      'Patches.\n\nThe input must match this lark grammar:\nstart: "x"',
    );
    expect(request.warnings).toMatchObject([{ code: 'approximated', param: 'tools[0].format' }]);
  });

  it('leaves out what runs at OpenAI, and says so', () => {
    const tools = [
      { type: 'web_search' },
      { type: 'mcp', server_label: 'x' },
      { type: 'function', name: 'f' },
    ];
    const request = decode({ tools, tool_choice: 'auto' });
    expect(request.tools.map(({ name }) => name)).toEqual(['f']);
    expect(request.warnings.map(({ param }) => param)).toEqual(['tools[0]', 'tools[1]']);
  });

  it('keeps items of tools that run at OpenAI for OpenAI alone', () => {
    const { messages } = decode({
      input: [
        user,
        { type: 'web_search_call', id: 'ws_1' },
        { type: 'computer_call_output', call_id: '1', output: {} },
        { type: 'thing_of_the_future', x: 1 },
      ],
    });
    expect(messages.slice(1)).toMatchObject([
      { role: 'assistant', content: [{ type: 'opaque', name: 'web_search_call' }] },
      { role: 'user', content: [{ type: 'opaque', name: 'computer_call_output' }] },
      { role: 'assistant', content: [{ type: 'opaque', name: 'thing_of_the_future' }] },
    ]);
  });

  const choices: readonly (readonly [unknown, object | undefined])[] = [
    [undefined, undefined],
    ['auto', { mode: 'auto' }],
    ['none', { mode: 'none' }],
    ['required', { mode: 'any' }],
    [
      { type: 'function', name: 'f' },
      { mode: 'tool', name: 'f' },
    ],
    [
      { type: 'custom', name: 'c' },
      { mode: 'tool', name: 'c' },
    ],
    [{ type: 'apply_patch' }, { mode: 'tool', name: 'apply_patch' }],
    [
      {
        type: 'allowed_tools',
        mode: 'auto',
        tools: [{ type: 'function', name: 'f' }, { type: 'file_search' }],
      },
      { mode: 'auto', allowed: ['f'] },
    ],
    [{ type: 'allowed_tools', mode: 'auto', tools: [{ type: 'file_search' }] }, { mode: 'none' }],
  ];
  for (const [choice, expected] of choices) {
    it(`reads the tool choice ${JSON.stringify(choice)}`, () => {
      const tools = [{ type: 'function', name: 'f' }, { type: 'custom', name: 'c' }, { type: 'apply_patch' }];
      expect(decode({ tools, tool_choice: choice }).toolChoice).toEqual(expected);
    });
  }

  it('reads that calls must come one at a time', () => {
    const tools = [{ type: 'function', name: 'f' }];
    expect(decode({ tools, parallel_tool_calls: false }).toolChoice).toEqual({
      mode: 'auto',
      parallel: false,
    });
  });

  const reasonings: readonly (readonly [object | null, object | undefined])[] = [
    [null, undefined],
    [{}, undefined],
    [{ effort: null, summary: null }, undefined],
    [{ effort: 'none', summary: 'auto' }, { mode: 'off' }],
    [{ effort: 'high' }, { effort: 'high', display: 'omitted' }],
    [
      { effort: 'xhigh', summary: 'detailed' },
      { effort: 'xhigh', display: 'summarized' },
    ],
    [{ summary: 'auto' }, { effort: undefined, display: 'summarized' }],
    [
      { effort: 'low', generate_summary: 'concise' },
      { effort: 'low', display: 'summarized' },
    ],
  ];
  for (const [reasoning, expected] of reasonings) {
    it(`reads the reasoning ${JSON.stringify(reasoning)}`, () => {
      expect(decode({ reasoning }).reasoning).toEqual(expected);
    });
  }

  it('names what it leaves out, and keeps still about defaults', () => {
    expect(
      dropped({
        store: true,
        truncation: 'auto',
        text: { verbosity: 'low' },
        max_tool_calls: 3,
        context_management: [{ type: 'compaction' }],
        user: 'a@b.example',
      }),
    ).toEqual([
      'dropped:store',
      'dropped:truncation',
      'dropped:context_management',
      'dropped:max_tool_calls',
      'dropped:text.verbosity',
      'dropped:user',
    ]);
    expect(
      dropped({
        store: false,
        truncation: 'disabled',
        text: { verbosity: 'medium' },
        background: false,
        top_logprobs: 0,
        previous_response_id: null,
        stream_options: { include_obfuscation: false },
      }),
    ).toEqual([]);
  });

  it('puts a cache breakpoint inside a tool’s output on the result itself', () => {
    const part = { type: 'input_text', text: 'x', prompt_cache_breakpoint: { mode: 'explicit', ttl: '30m' } };
    const { messages } = decode({
      input: [user, { type: 'function_call_output', call_id: '1', output: [part] }],
    });
    expect(messages[1]?.content).toMatchObject([{ cache: {}, content: [{ cache: undefined }] }]);
  });
});
