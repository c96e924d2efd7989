import { describe, expect, it } from 'vitest';
import type { ContentBlock } from '../../../main/core/chat-block.ts';
import type { ChatRequest } from '../../../main/core/chat-request.ts';
import { encodeOpenaiChatRequest } from '../../../main/dialects/openai-chat/encode-request.ts';
import { requestWith } from './stream-scenarios.ts';

const options = { maxTokensField: 'max_tokens' } as const;

function foreign(members: Partial<ChatRequest>): ChatRequest {
  return { ...requestWith(), dialect: 'anthropic', source: undefined, ...members };
}

function user(...content: ContentBlock[]): ChatRequest {
  return foreign({ messages: [{ role: 'user', content }] });
}

describe('a request of another dialect', () => {
  it('leaves thinking behind and drops a turn that was nothing else', () => {
    const { body } = encodeOpenaiChatRequest(
      foreign({
        messages: [
          { role: 'user', content: [{ type: 'text', text: 'a' }] },
          { role: 'assistant', content: [{ type: 'thinking', thinking: 'hm', signature: 's' }] },
          { role: 'user', content: [{ type: 'text', text: 'b' }] },
        ],
      }),
      options,
    );
    expect(body['messages']).toEqual([
      { role: 'user', content: 'a' },
      { role: 'user', content: 'b' },
    ]);
  });

  it('renames tools OpenAI would refuse, one to one, and tells how to undo it', () => {
    const long = 'x'.repeat(70);
    const tools = ['a.b', 'a_b', long].map((name) => ({ kind: 'function' as const, name, inputSchema: {} }));
    const { body, restore } = encodeOpenaiChatRequest(
      foreign({ tools, toolChoice: { mode: 'tool', name: 'a.b' } }),
      options,
    );
    const sent = Object(body['tools']).map((tool: { function: { name: string } }) => tool.function.name);
    expect(new Set(sent).size).toBe(3);
    for (const name of sent) expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    expect(sent[1]).toBe('a_b');
    expect(restore.toolNames?.get(sent[0])).toBe('a.b');
    expect(restore.toolNames?.get(sent[2])).toBe(long);
    expect(body['tool_choice']).toEqual({ type: 'function', function: { name: sent[0] } });
  });

  it('asks for usage when it streams', () => {
    expect(encodeOpenaiChatRequest(foreign({ stream: true }), options).body).toMatchObject({
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(encodeOpenaiChatRequest(foreign({}), options).body).not.toHaveProperty('stream_options');
  });

  it('shortens long call ids in the same way in call and result', () => {
    const id = 'i'.repeat(100);
    const { body } = encodeOpenaiChatRequest(
      foreign({
        messages: [
          { role: 'assistant', content: [{ type: 'tool-use', id, name: 'f', arguments: '' }] },
          { role: 'user', content: [{ type: 'tool-result', toolUseId: id, content: [], isError: true }] },
        ],
      }),
      options,
    );
    const messages = Object(body['messages']);
    expect(messages[0].tool_calls[0].id).toBe(messages[1].tool_call_id);
    expect(messages[1].tool_call_id.length).toBeLessThanOrEqual(64);
    expect(messages[1].content).toBe('Error: (no output)');
  });

  const efforts: readonly (readonly [ChatRequest['reasoning'], string | undefined])[] = [
    [undefined, undefined],
    [{ mode: 'off' }, 'none'],
    [{ mode: 'adaptive' }, undefined],
    [{ effort: 'xhigh' }, 'xhigh'],
    [{ mode: 'budget', budgetTokens: 1024 }, 'minimal'],
    [{ mode: 'budget', budgetTokens: 10_000 }, 'medium'],
    [{ mode: 'budget', budgetTokens: 100_000 }, 'max'],
  ];
  for (const [reasoning, expected] of efforts) {
    it(`has the effort ${expected} for ${JSON.stringify(reasoning)}`, () => {
      expect(encodeOpenaiChatRequest(foreign({ reasoning }), options).body['reasoning_effort']).toBe(
        expected,
      );
    });
  }

  it('cuts the stop sequences to four and says so', () => {
    const { body, warnings } = encodeOpenaiChatRequest(
      foreign({ stopSequences: ['a', 'b', 'c', 'd', 'e'] }),
      options,
    );
    expect(body['stop']).toEqual(['a', 'b', 'c', 'd']);
    expect(warnings).toMatchObject([{ code: 'changed', param: 'stop_sequences' }]);
  });

  it('drops another vendor’s tools with a warning, and refuses to force one', () => {
    const tools = [{ kind: 'native' as const, name: 'web_search' }];
    const { body, warnings } = encodeOpenaiChatRequest(foreign({ tools }), options);
    expect(body).not.toHaveProperty('tools');
    expect(warnings).toMatchObject([{ code: 'dropped', param: 'tools' }]);
    const mixed = [...tools, { kind: 'function' as const, name: 'f' }];
    const forced = foreign({ tools: mixed, toolChoice: { mode: 'tool', name: 'web_search' } });
    expect(() => encodeOpenaiChatRequest(forced, options)).toThrow(/web_search/);
  });

  it('refuses what it cannot carry', () => {
    const file = user({ type: 'image', media: { kind: 'file', fileId: 'f' } });
    const url = user({ type: 'document', media: { kind: 'url', url: 'https://a.b/c.pdf' } });
    const opaque = user({ type: 'opaque', dialect: 'anthropic', name: 'search_result', source: {} });
    for (const request of [file, url, opaque]) {
      expect(() => encodeOpenaiChatRequest(request, options)).toThrow(/OpenAI-compatible/);
    }
  });

  it('carries documents made of blocks, and pointers to images', () => {
    const { body } = encodeOpenaiChatRequest(
      user(
        { type: 'document', title: 'T', media: { kind: 'blocks', blocks: [{ type: 'text', text: 'in' }] } },
        { type: 'image', media: { kind: 'url', url: 'https://a.b/c.png' } },
      ),
      options,
    );
    expect(body['messages']).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'T' },
          { type: 'text', text: 'in' },
          { type: 'image_url', image_url: { url: 'https://a.b/c.png' } },
        ],
      },
    ]);
  });
});

describe('a request of this dialect', () => {
  it('sends an altered tool result and everything else as it came', () => {
    const call = {
      id: 'a',
      type: 'function',
      function: { name: 'f', arguments: '{ }' },
      extra_content: { g: 1 },
    };
    const request = requestWith({
      messages: [
        { role: 'developer', content: 'Be brief.' },
        { role: 'user', content: 'x', name: 'ada' },
        { role: 'assistant', tool_calls: [call], reasoning_content: 'kept' },
        { role: 'tool', tool_call_id: 'a', content: 'long '.repeat(100) },
      ],
    });
    const messages = request.messages.map((message) =>
      message.content[0]?.type !== 'tool-result'
        ? message
        : {
            ...message,
            source: undefined,
            content: [{ ...message.content[0], content: [{ type: 'text' as const, text: 'short' }] }],
          },
    );
    expect(encodeOpenaiChatRequest({ ...request, messages }, options).body['messages']).toEqual([
      { role: 'developer', content: 'Be brief.' },
      { role: 'user', content: 'x', name: 'ada' },
      { role: 'assistant', tool_calls: [call], reasoning_content: 'kept' },
      { role: 'tool', tool_call_id: 'a', content: 'short' },
    ]);
  });

  it('asks for usage on top of the client’s own stream options', () => {
    const request = requestWith({ stream: true, stream_options: { include_obfuscation: false } });
    expect(encodeOpenaiChatRequest(request, options).body['stream_options']).toEqual({
      include_obfuscation: false,
      include_usage: true,
    });
  });

  it('keeps serial calls that were asked for in Anthropic’s words', () => {
    const request = requestWith({
      tools: [{ name: 'f', input_schema: { type: 'object' } }],
      tool_choice: { type: 'auto', disable_parallel_tool_use: true },
    });
    expect(encodeOpenaiChatRequest(request, options).body).toMatchObject({
      tool_choice: 'auto',
      parallel_tool_calls: false,
    });
  });
});
