import { describe, expect, it } from 'vitest';
import {
  assistant,
  call,
  image,
  OPUS_47,
  PNG,
  type Refused,
  refusal,
  result,
  SONNET,
  text,
  tool,
  turns,
  user,
} from './body-rules.ts';

const REFUSED: readonly Refused[] = [
  [
    'tool name',
    SONNET,
    { tools: [tool({ name: 'a.b' })] },
    "tools.0.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'",
  ],
  ['tool schema', SONNET, { tools: [{ name: 'f' }] }, 'tools.0.custom.input_schema: Field required'],
  [
    'root anyOf',
    SONNET,
    { tools: [tool({ input_schema: { type: 'object', anyOf: [] } })] },
    'tools.0.custom.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level',
  ],
  ['same tool twice', SONNET, { tools: [tool(), tool()] }, 'tools: Tool names must be unique.'],
  [
    'server tool',
    SONNET,
    { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
    "tools.0: Input tag 'web_search_20250305' found using 'type' does not match any of the expected tags: 'bash_20250124', 'custom', 'text_editor_20250124', 'text_editor_20250429', 'text_editor_20250728'",
  ],
  [
    'choice of nothing',
    SONNET,
    { tool_choice: { type: 'auto' } },
    'tool_choice: may only be specified while providing tools',
  ],
  [
    'choice of another',
    SONNET,
    { tools: [tool()], tool_choice: { type: 'tool', name: 'g' } },
    "Tool 'g' not found in provided tools",
  ],
  [
    'forced tool while thinking',
    SONNET,
    {
      tools: [tool()],
      tool_choice: { type: 'any' },
      thinking: { type: 'enabled', budget_tokens: 1024 },
      max_tokens: 2000,
    },
    'Thinking may not be enabled when tool_choice forces tool use.',
  ],
  [
    'forced tool on 4.7',
    OPUS_47,
    { tools: [tool()], tool_choice: { type: 'any' }, thinking: { type: 'adaptive' } },
    'Thinking may not be enabled when tool_choice forces tool use.',
  ],
  [
    'call without result',
    SONNET,
    turns(...[user('a'), assistant([call('t1'), call('t2')]), user([result('t1')])]),
    'messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t2. Each `tool_use` block must have a corresponding `tool_result` block in the next message.',
  ],
  [
    'text before results',
    SONNET,
    turns(...[user('a'), assistant([call('t1')]), user([text('so'), result('t1')])]),
    'messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t1. Each `tool_use` block must have a corresponding `tool_result` block in the next message.',
  ],
  [
    'result without call',
    SONNET,
    turns(...[user([result('t9')])]),
    'messages.0.content.0: unexpected `tool_use_id` found in `tool_result` blocks: t9. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.',
  ],
  [
    'result twice',
    SONNET,
    turns(...[user('a'), assistant([call('t1')]), user([result('t1'), result('t1')])]),
    'messages.2.content.1: each tool_use must have a single result. Found multiple `tool_result` blocks with id: t1',
  ],
  [
    'same id twice',
    SONNET,
    turns(...[user('a'), assistant([call('t1'), call('t1')]), user([result('t1')])]),
    'messages.1.content.1: `tool_use` ids must be unique',
  ],
  [
    'id pattern',
    SONNET,
    turns(...[user('a'), assistant([call('t.1')]), user([result('t.1')])]),
    "messages.1.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'",
  ],
  [
    'input is no object',
    SONNET,
    turns(...[user('a'), assistant([{ ...call('t'), input: '{}' }]), user([result('t')])]),
    'messages.1.content.0.tool_use.input: Input should be a valid dictionary',
  ],
  [
    'image URL',
    SONNET,
    { messages: [image({ type: 'url', url: 'https://example.com/a.png' })] },
    "messages.0.content.0.image.source: Input tag 'url' found using 'type' does not match any of the expected tags: 'base64'",
  ],
  [
    'mislabelled image',
    SONNET,
    { messages: [image({ type: 'base64', media_type: 'image/jpeg', data: PNG })] },
    'messages.0.content.0.image.source.base64: The image was specified using the image/jpeg media type, but the image appears to be a image/png image',
  ],
  [
    'no image',
    SONNET,
    { messages: [image({ type: 'base64', media_type: 'image/png', data: 'AAAA' })] },
    'messages.0.content.0.image.source.base64: Could not process image',
  ],
  [
    'no base64',
    SONNET,
    { messages: [image({ type: 'base64', media_type: 'image/png', data: 'data:image/png;base64,AA' })] },
    'messages.0.content.0.image.source.base64.data: invalid base64 data',
  ],
];

describe('tools, results and images', () => {
  it.each(REFUSED)('%s is refused by %s', (_, modelId, more, message) => {
    expect(refusal(modelId, more)).toBe(message);
  });
});
