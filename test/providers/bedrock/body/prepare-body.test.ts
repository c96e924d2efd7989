import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../main/core/json.ts';
import { claudeRules } from '../../../../main/dialects/anthropic/claude-rules.ts';
import { type PrepareOptions, prepareBody } from '../../../../main/providers/bedrock/body/prepare-body.ts';

const MODEL = 'anthropic.claude-sonnet-4-6';

function prepare(body: JsonObject, options: Partial<PrepareOptions> & { model?: string } = {}) {
  const { model = MODEL, ...rest } = options;
  const given = deepFreeze({ max_tokens: 10, messages: [{ role: 'user', content: 'hi' }], ...body });
  return prepareBody(
    { body: given, warnings: [], restore: {} },
    { rules: claudeRules(model), betas: [], ...rest },
  );
}

const params = (prepared: { warnings: readonly { param: string }[] }) =>
  prepared.warnings.map(({ param }) => param);

describe('the body', () => {
  it('has the version and nothing that Bedrock does not know; each loss is told', () => {
    const prepared = prepare({
      model: 'x',
      stream: true,
      anthropic_version: '2026-10-21',
      service_tier: 'auto',
      speed: 'fast',
      container: 'c',
      mcp_servers: [],
      inference_geo: 'us',
      unheard_of: 1,
      metadata: { user_id: 'u', session: 's' },
    });
    expect(JSON.parse(JSON.stringify(prepared.body))).toEqual({
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 10,
      messages: [{ role: 'user', content: 'hi' }],
      metadata: { user_id: 'u' },
    });
    expect(params(prepared).toSorted()).toEqual([
      'container',
      'inference_geo',
      'mcp_servers',
      'metadata.session',
      'speed',
      'unheard_of',
    ]);
  });

  it('keeps what need not change as the very same objects', () => {
    const messages = [
      {
        role: 'user',
        content: [{ type: 'text', text: 'a', cache_control: { type: 'ephemeral', ttl: '1h' } }],
      },
      { role: 'assistant', content: [{ type: 'thinking', thinking: 't', signature: 's' }] },
    ];
    const tools = [{ name: 't', input_schema: { type: 'object' }, strict: true }];
    const prepared = prepare({ messages, tools });
    expect(prepared.body['messages']).toBe(messages);
    expect(prepared.body['tools']).toBe(tools);
    expect(prepared.warnings).toEqual([]);
  });

  it('drops context_management unless its flag came along', () => {
    const body = { context_management: { edits: [] } };
    expect(prepare(body).body['context_management']).toBeUndefined();
    expect(params(prepare(body))).toEqual(['context_management']);
    const kept = prepare(body, { betas: ['context-management-2025-06-27'] });
    expect(kept.body).toMatchObject({
      context_management: { edits: [] },
      anthropic_beta: ['context-management-2025-06-27'],
    });
  });

  it('drops the billing header from the system prompt in either form', () => {
    const billing = 'x-anthropic-billing-header: cc_version=1; cch=2';
    expect(prepare({ system: `${billing}\nBe kind.` }).body['system']).toBe('Be kind.');
    expect(prepare({ system: billing }).body['system']).toBeUndefined();
    const blocks = [
      { type: 'text', text: billing },
      { type: 'text', text: 'Be kind.' },
    ];
    expect(prepare({ system: blocks }).body['system']).toEqual([blocks[1]]);
  });

  it('leaves out a path that Bedrock has refused, at every index', () => {
    const tools = [
      { name: 'a', input_schema: {}, novelty: 1 },
      { name: 'b', input_schema: {}, type: 'custom', novelty: 2 },
    ];
    const prepared = prepare({ tools }, { withoutFields: ['tools.*.custom.novelty'] });
    expect(prepared.body['tools']).toEqual([
      { name: 'a', input_schema: {} },
      { name: 'b', input_schema: {}, type: 'custom' },
    ]);
    expect(params(prepared)).toEqual(['tools.*.custom.novelty']);
  });
});

describe('beta flags', () => {
  const select = (betas: string[], withoutBetas = false) => prepare({}, { betas, withoutBetas });

  it('are kept by allowlist, in order and once', () => {
    const betas = [
      'interleaved-thinking-2025-05-14',
      'context-1m-2025-08-07',
      'mid-conversation-tool-changes-2026-07-01',
    ];
    expect(select([...betas, betas[0] ?? '']).body['anthropic_beta']).toEqual(betas);
  });

  it('that Bedrock refuses are dropped with a warning', () => {
    const betas = [
      'oauth-2025-04-20',
      'extended-cache-ttl-2025-04-11',
      'claude-code-20250219',
      'fast-mode-2026-02-01',
      'constructor',
    ];
    const prepared = select(betas);
    expect(prepared.body['anthropic_beta']).toBeUndefined();
    expect(prepared.warnings.map(({ detail }) => detail)).toEqual(betas);
  });

  it('are rewritten where Bedrock has other names', () => {
    expect(select(['advanced-tool-use-2025-11-20']).body['anthropic_beta']).toEqual([
      'tool-search-tool-2025-10-19',
      'tool-examples-2025-10-29',
    ]);
  });

  it('are all left out once they were refused', () => {
    expect(select(['context-1m-2025-08-07'], true).body['anthropic_beta']).toBeUndefined();
  });

  it('are added where a tool or an effort needs one', () => {
    const tools = [
      { type: 'computer_20250124', name: 'computer' },
      { name: 'a', input_schema: {}, eager_input_streaming: true },
    ];
    expect(prepare({ tools }).body).toMatchObject({
      anthropic_beta: ['computer-use-2025-01-24', 'fine-grained-tool-streaming-2025-05-14'],
      tools: [tools[0], { name: 'a', input_schema: {} }],
    });
    const effort = { output_config: { effort: 'low' } };
    expect(
      prepare(effort, { model: 'anthropic.claude-opus-4-5-20251101-v1:0' }).body['anthropic_beta'],
    ).toEqual(['effort-2025-11-24']);
    expect(prepare(effort).body['anthropic_beta']).toBeUndefined();
  });
});

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

describe('automatic caching', () => {
  const cache = { type: 'ephemeral' };

  it('becomes a breakpoint on the last block that can carry one', () => {
    const asText = prepare({ cache_control: cache });
    expect(asText.body['messages']).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'hi', cache_control: cache }] },
    ]);
    expect(asText.body['cache_control']).toBeUndefined();
    const content = [
      { type: 'text', text: 'a' },
      { type: 'thinking', thinking: '', signature: 's' },
    ];
    const blocks = prepare({ cache_control: cache, messages: [{ role: 'assistant', content }] });
    expect(blocks.body['messages']).toEqual([
      { role: 'assistant', content: [{ type: 'text', text: 'a', cache_control: cache }, content[1]] },
    ]);
  });

  it('gives way to four breakpoints of the client’s own', () => {
    const block = { type: 'text', text: 'a', cache_control: cache };
    const messages = [{ role: 'user', content: [block, block, block, block, { type: 'text', text: 'b' }] }];
    const prepared = prepare({ cache_control: cache, messages });
    expect(prepared.body['messages']).toBe(messages);
    expect(params(prepared)).toEqual(['cache_control']);
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
