import { describe, expect, it } from 'vitest';
import { params, prepare } from './prepare-fixture.ts';

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
