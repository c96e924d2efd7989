import { describe, expect, it } from 'vitest';
import {
  assistant,
  cached,
  call,
  HAIKU,
  image,
  type More,
  OPUS_5,
  OPUS_41,
  OPUS_48,
  PNG,
  type Refused,
  refusal,
  result,
  SONNET,
  schema,
  text,
  tool,
  turns,
  user,
} from './body-rules.ts';

const REFUSED: readonly Refused[] = [
  ['version missing', SONNET, { anthropic_version: undefined }, 'anthropic_version: Field required'],
  ['first-party version', SONNET, { anthropic_version: '2023-06-01' }, 'Invalid API version: 2023-06-01'],
  [
    'sampling in the 2026 version',
    SONNET,
    { anthropic_version: '2026-10-21', temperature: 1 },
    'temperature: Extra inputs are not permitted',
  ],
  ['unknown beta', SONNET, { anthropic_beta: ['extended-cache-ttl-2025-04-11'] }, 'invalid beta flag'],
  ['model', SONNET, { model: 'x' }, 'model: Extra inputs are not permitted'],
  ['stream', SONNET, { stream: true }, 'stream: Extra inputs are not permitted'],
  [
    'automatic caching',
    SONNET,
    { cache_control: { type: 'ephemeral' } },
    'cache_control: Extra inputs are not permitted',
  ],
  ['metadata', SONNET, { metadata: { team: 1 } }, 'metadata.team: Extra inputs are not permitted'],
  [
    'context_management unflagged',
    SONNET,
    { context_management: {} },
    'context_management: Extra inputs are not permitted',
  ],
  [
    'message field',
    SONNET,
    { messages: [{ role: 'user', content: 'a', id: 1 }] },
    'messages.0.id: Extra inputs are not permitted',
  ],
  [
    'block field',
    SONNET,
    { messages: [user([text('a', { index: 0 })])] },
    'messages.0.content.0.text.index: Extra inputs are not permitted',
  ],
  [
    'null citations',
    SONNET,
    { messages: [user([text('a', { citations: null })])] },
    'messages.0.content.0.text.citations: Extra inputs are not permitted',
  ],
  [
    'caller',
    SONNET,
    turns(...[user('a'), assistant([{ ...call('t'), caller: {} }]), user([result('t')])]),
    'messages.1.content.0.tool_use.caller: Extra inputs are not permitted',
  ],
  [
    'nested block field',
    SONNET,
    turns(...[user('a'), assistant([call('t')]), user([{ ...result('t'), content: [text('a', { x: 1 })] }])]),
    'messages.2.content.0.tool_result.content.0.text.x: Extra inputs are not permitted',
  ],
  [
    'cache scope',
    SONNET,
    { system: [text('a', { cache_control: { type: 'ephemeral', scope: 'global' } })] },
    'system.0.cache_control.ephemeral.scope: Extra inputs are not permitted',
  ],
  [
    'ttl before 4.5',
    OPUS_41,
    { messages: [user([cached('a', '1h')])] },
    'messages.0.content.0.text.cache_control.ephemeral.ttl: Extra inputs are not permitted',
  ],
  [
    'strict',
    OPUS_48,
    { tools: [tool({ strict: true })] },
    'tools.0.custom.strict: Extra inputs are not permitted',
  ],
  [
    'defer_loading',
    SONNET,
    { tools: [tool({ defer_loading: true })] },
    'tools.0.custom.defer_loading: Extra inputs are not permitted',
  ],
  [
    'eager streaming',
    SONNET,
    { tools: [tool({ eager_input_streaming: true })] },
    'tools.0.custom.eager_input_streaming: Extra inputs are not permitted',
  ],
  [
    'block type',
    SONNET,
    { messages: [user([{ type: 'container_upload', file_id: 'f' }])] },
    "messages.0.content.0: Input tag 'container_upload' found using 'type' does not match any of the expected tags: 'compaction', 'document', 'image', 'redacted_thinking', 'search_result', 'text', 'thinking', 'tool_reference', 'tool_result', 'tool_use'",
  ],
];

describe('fields', () => {
  it.each(REFUSED)('%s is refused by %s', (_, modelId, more, message) => {
    expect(refusal(modelId, more)).toBe(message);
  });
});

describe('a body that Bedrock takes', () => {
  it.each<[string, More]>([
    [SONNET, {}],
    [
      SONNET,
      { system: [text('be kind')], metadata: { user_id: 'u' }, stop_sequences: ['x'], temperature: 0.3 },
    ],
    [SONNET, { tools: [tool()], tool_choice: { type: 'tool', name: 'f' }, top_k: 5 }],
    [SONNET, { messages: [user('a'), assistant([text('b'), call('t1')]), user([result('t1'), text('go')])] }],
    [SONNET, { thinking: { type: 'enabled', budget_tokens: 1024 }, max_tokens: 2000 }],
    [SONNET, { output_config: { effort: 'max', format: { type: 'json_schema', schema } } }],
    [SONNET, { anthropic_version: '2026-10-21' }],
    [SONNET, { anthropic_beta: ['context-1m-2025-08-07', 'claude-code-20250219'] }],
    [SONNET, { messages: [image({ type: 'base64', media_type: 'image/png', data: PNG })] }],
    [SONNET, { tools: [{ type: 'bash_20250124', name: 'bash' }] }],
    [SONNET, { messages: [user('a'), user('b')] }],
    [HAIKU, { messages: [user('a'), assistant('b')] }],
    [HAIKU, { system: [cached('x', '1h')], messages: [user([cached('y')])] }],
    [OPUS_48, { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'xhigh' } }],
    [OPUS_48, { temperature: 1, messages: [user('a'), { role: 'system', content: 'b' }, user('c')] }],
    [OPUS_5, { tools: [tool()], tool_choice: { type: 'any' } }],
  ])('%s %j', (modelId, more) => {
    expect(refusal(modelId, more)).toBeUndefined();
  });
});
