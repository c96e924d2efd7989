import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../main/core/json.ts';
import { MODEL, params, prepare } from './prepare-fixture.ts';

describe('tools', () => {
  const search = { type: 'web_search_20250305', name: 'web_search' };
  const own = { name: 'own', input_schema: { type: 'object' } };

  it('that run at Anthropic are dropped with a warning when merely offered', () => {
    const prepared = prepare({ tools: [search, own], tool_choice: { type: 'auto' } });
    expect(prepared.body).toMatchObject({ tools: [own], tool_choice: { type: 'auto' } });
    expect(params(prepared)).toEqual(['tools[0]']);
    const none = prepare({ tools: [search], tool_choice: { type: 'auto' } });
    expect(none.body['tools']).toBeUndefined();
    expect(none.body['tool_choice']).toBeUndefined();
  });

  it('that run at Anthropic are an error when the request forces them', () => {
    const forced = { tools: [search, own], tool_choice: { type: 'tool', name: 'web_search' } };
    expect(() => prepare(forced)).toThrow(/web_search/);
    expect(() => prepare({ tools: [search], tool_choice: { type: 'any' } })).toThrow(/tool_choice/);
  });

  it('of a retired version are upgraded, and their new names are undone in the answer', () => {
    const prepared = prepare({
      tools: [
        { type: 'text_editor_20241022', name: 'str_replace_editor' },
        { type: 'bash_20241022', name: 'bash' },
      ],
      tool_choice: { type: 'tool', name: 'str_replace_editor' },
      messages: [
        {
          role: 'assistant',
          content: [{ type: 'tool_use', id: 'a', name: 'str_replace_editor', input: {} }],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'ok' }] },
      ],
    });
    expect(prepared.body).toMatchObject({
      tools: [
        { type: 'text_editor_20250728', name: 'str_replace_based_edit_tool' },
        { type: 'bash_20250124', name: 'bash' },
      ],
      tool_choice: { type: 'tool', name: 'str_replace_based_edit_tool' },
      messages: [{ content: [{ name: 'str_replace_based_edit_tool' }] }, {}],
    });
    expect(prepared.restore.toolNames?.get('str_replace_based_edit_tool')).toBe('str_replace_editor');
  });

  it('lose members that the model or a missing flag forbids', () => {
    const tools = [
      { ...own, strict: true, defer_loading: true, input_examples: [], allowed_callers: ['direct'] },
    ];
    expect(prepare({ tools }).body['tools']).toEqual([{ ...own, strict: true }]);
    const modern = prepare(
      { tools },
      { model: 'anthropic.claude-opus-5', betas: ['tool-search-tool-2025-10-19'] },
    );
    expect(modern.body['tools']).toEqual([{ ...own, defer_loading: true }]);
    expect(params(modern)).toEqual([
      'tools[0].strict',
      'tools[0].input_examples',
      'tools[0].allowed_callers',
    ]);
  });
});

describe('blocks', () => {
  const user = (...content: JsonObject[]) => ({ messages: [{ role: 'user', content }] });

  it.each([
    [
      user({ type: 'image', source: { type: 'url', url: 'https://x' } }),
      /messages\[0\]\.content\[0\]\.source.*URL/,
    ],
    [user({ type: 'document', source: { type: 'file', file_id: 'f' } }), /Files API/],
    [
      user({
        type: 'tool_result',
        tool_use_id: 'a',
        content: [{ type: 'image', source: { type: 'url', url: 'x' } }],
      }),
      /messages\[0\]\.content\[0\]\.content\[0\]\.source/,
    ],
    [
      user({
        type: 'document',
        source: { type: 'content', content: [{ type: 'image', source: { type: 'url' } }] },
      }),
      /source\.content\[0\]\.source/,
    ],
    [user({ type: 'container_upload', file_id: 'f' }), /container_upload/],
    [user({ type: 'server_tool_use', id: 'a', name: 'web_search', input: {} }), /server_tool_use/],
    [user({ type: 'web_search_tool_result', tool_use_id: 'a', content: [] }), /web_search_tool_result/],
  ])('that Bedrock cannot carry are named in the error: %j', (body, words) => {
    expect(() => prepare(body)).toThrow(words);
  });

  it('of the tool search, which Bedrock does have, pass', () => {
    const body = user({ type: 'server_tool_use', id: 'a', name: 'tool_search_tool_regex', input: {} });
    expect(prepare(body).body['messages']).toBe(body.messages);
  });

  it('lose what SDKs left in them', () => {
    const block = { type: 'text', text: 'a', citations: null, parsed_output: 1, index: 0 };
    expect(prepare(user(block)).body['messages']).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'a' }] },
    ]);
    const cited = { type: 'text', text: 'a', citations: [{ type: 'char_location' }] };
    expect(prepare(user(cited)).body['messages']).toEqual([{ role: 'user', content: [cited] }]);
  });

  it('lose the scope of a breakpoint, and its lifetime on models before 4.5', () => {
    const block = {
      type: 'text',
      text: 'a',
      cache_control: { type: 'ephemeral', ttl: '1h', scope: 'global' },
    };
    const cacheOf = (model: string) => prepare(user(block), { model }).body['messages'];
    expect(cacheOf(MODEL)).toMatchObject([
      { content: [{ cache_control: { type: 'ephemeral', ttl: '1h' } }] },
    ]);
    expect(cacheOf('anthropic.claude-opus-4-1-20250805-v1:0')).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'a', cache_control: { type: 'ephemeral' } }] },
    ]);
  });
});
