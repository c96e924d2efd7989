import { describe, expect, it } from 'vitest';
import { encodeCodexModelList } from '../../../main/dialects/openai-responses/models.ts';

describe('Codex’s catalogue', () => {
  const list = encodeCodexModelList([
    { id: 'claude-sonnet-4-6', displayName: 'Claude Sonnet 4.6', contextTokens: 1_000_000 },
    { id: 'pair', displayName: 'pair' },
    { id: 'plain', displayName: 'Plain', capabilities: { images: false, reasoning: false } },
  ]);

  it('has every member its readers demand, in their words', () => {
    expect(list['models']).toMatchObject([
      {
        slug: 'claude-sonnet-4-6',
        display_name: 'Claude Sonnet 4.6',
        description: expect.any(String),
        default_reasoning_level: 'medium',
        shell_type: 'shell_command',
        visibility: 'list',
        supported_in_api: true,
        priority: 1,
        upgrade: null,
        base_instructions: expect.stringMatching(/coding agent/),
        supports_reasoning_summaries: true,
        support_verbosity: false,
        default_verbosity: null,
        apply_patch_tool_type: 'freeform',
        truncation_policy: { mode: 'tokens', limit: 10_000 },
        supports_parallel_tool_calls: true,
        context_window: 1_000_000,
        experimental_supported_tools: [],
      },
      { slug: 'pair', priority: 2, context_window: 200_000, input_modalities: ['text', 'image'] },
      { slug: 'plain', input_modalities: ['text'], supports_reasoning_summaries: false },
    ]);
  });

  it('knows only efforts that every version of Codex can read', () => {
    const known = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'];
    const efforts = JSON.stringify(list).match(/(?<="effort":")[a-z]+/g) ?? [];
    expect(efforts.length).toBeGreaterThan(0);
    for (const effort of efforts) expect(known).toContain(effort);
  });

  it('stands beside OpenAI’s list', () => {
    expect(list).toMatchObject({
      object: 'list',
      data: [{ id: 'claude-sonnet-4-6' }, {}, { object: 'model' }],
    });
  });
});
