import { describe, expect, it } from 'vitest';
import { claudeModels } from '../../main/simulator/catalog/claude-models.ts';
import { createThinkingSigner } from '../../main/simulator/model/thinking-signer.ts';
import { checkReplayedThinking } from '../../main/simulator/validation/check-replayed-thinking.ts';
import { makeModelRequest } from '../../main/simulator/validation/model-request.ts';
import { validateBody } from '../../main/simulator/validation/validate-body.ts';
import { claudeBody } from './support.ts';

const SONNET = 'anthropic.claude-sonnet-4-6';
const HAIKU = 'anthropic.claude-haiku-4-5-20251001-v1:0';
const OPUS_47 = 'anthropic.claude-opus-4-7';
const OPUS_48 = 'anthropic.claude-opus-4-8';
const OPUS_5 = 'anthropic.claude-opus-5';
const FABLE = 'anthropic.claude-fable-5';
const OPUS_41 = 'anthropic.claude-opus-4-1-20250805-v1:0';

type More = Readonly<Record<string, unknown>>;

function refusal(modelId: string, more: More): string | undefined {
  const model = claudeModels.find(({ id }) => id === modelId);
  if (!model) throw new Error(modelId);
  try {
    // As it arrives: members set to undefined are not there at all.
    validateBody(makeModelRequest(JSON.parse(JSON.stringify(claudeBody('hi', more))), model));
    return undefined;
  } catch (error) {
    expect(error).toMatchObject({ code: 'ValidationException', status: 400 });
    return error instanceof Error ? error.message : String(error);
  }
}

const user = (content: unknown) => ({ role: 'user', content });
const assistant = (content: unknown) => ({ role: 'assistant', content });
const call = (id: string) => ({ type: 'tool_use', id, name: 'f', input: {} });
const result = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: 'ok' });
const text = (words: string, more: More = {}) => ({ type: 'text', text: words, ...more });
const tool = (more: More = {}) => ({ name: 'f', input_schema: { type: 'object', properties: {} }, ...more });
const cached = (words: string, ttl?: string) =>
  text(words, { cache_control: { type: 'ephemeral', ...(ttl && { ttl }) } });
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const image = (source: More) => user([{ type: 'image', source }]);
const schema = { type: 'object', properties: {}, additionalProperties: false };

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

describe('a body that Bedrock refuses', () => {
  const pairing = (messages: readonly unknown[]): More => ({ messages });
  it.each<[string, string, More, string]>([
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
      pairing([user('a'), assistant([{ ...call('t'), caller: {} }]), user([result('t')])]),
      'messages.1.content.0.tool_use.caller: Extra inputs are not permitted',
    ],
    [
      'nested block field',
      SONNET,
      pairing([
        user('a'),
        assistant([call('t')]),
        user([{ ...result('t'), content: [text('a', { x: 1 })] }]),
      ]),
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
    ['max_tokens missing', SONNET, { max_tokens: undefined }, 'max_tokens: Field required'],
    ['max_tokens zero', SONNET, { max_tokens: 0 }, 'max_tokens: Input should be greater than or equal to 1'],
    [
      'max_tokens large',
      HAIKU,
      { max_tokens: 64001 },
      'max_tokens: 64001 > 64000, which is the maximum allowed number of output tokens for claude-haiku-4-5-20251001',
    ],
    [
      'prompt too long',
      HAIKU,
      { messages: [user('x'.repeat(800_004))] },
      'prompt is too long: 200004 tokens > 200000 maximum',
    ],
    [
      'prompt and max_tokens',
      HAIKU,
      { messages: [user('x'.repeat(760_000))], max_tokens: 20_000 },
      'input length and `max_tokens` exceed context limit: 190003 + 20000 > 200000, decrease input length or `max_tokens` and try again',
    ],
    [
      'blank stop',
      SONNET,
      { stop_sequences: [' \n'] },
      'stop_sequences: each stop sequence must contain non-whitespace',
    ],
    ['no messages', SONNET, { messages: [] }, 'messages: at least one message is required'],
    [
      'assistant first',
      SONNET,
      { messages: [assistant('a'), user('b')] },
      'messages: first message must use the "user" role',
    ],
    [
      'system turn',
      SONNET,
      { messages: [user('a'), { role: 'system', content: 'b' }] },
      'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.',
    ],
    [
      'empty text',
      SONNET,
      { messages: [user([text('')])] },
      'messages: text content blocks must be non-empty',
    ],
    [
      'blank text',
      SONNET,
      { messages: [user([text(' \n')])] },
      'messages: text content blocks must contain non-whitespace text',
    ],
    [
      'empty content',
      SONNET,
      { messages: [user('a'), assistant([]), user('b')] },
      'messages.1: all messages must have non-empty content except for the optional final assistant message',
    ],
    ['empty system', SONNET, { system: [text('')] }, 'system: text content blocks must be non-empty'],
    [
      'billing header',
      SONNET,
      { system: [text('x-anthropic-billing-header: cc')] },
      'system: x-anthropic-billing-header is a reserved keyword and may not be used in the system prompt.',
    ],
    [
      'prefill',
      SONNET,
      { messages: [user('a'), assistant('b')] },
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    ],
    [
      'trailing space',
      HAIKU,
      { messages: [user('a'), assistant('b ')] },
      'messages: final assistant content cannot end with trailing whitespace',
    ],
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
      pairing([user('a'), assistant([call('t1'), call('t2')]), user([result('t1')])]),
      'messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t2. Each `tool_use` block must have a corresponding `tool_result` block in the next message.',
    ],
    [
      'text before results',
      SONNET,
      pairing([user('a'), assistant([call('t1')]), user([text('so'), result('t1')])]),
      'messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t1. Each `tool_use` block must have a corresponding `tool_result` block in the next message.',
    ],
    [
      'result without call',
      SONNET,
      pairing([user([result('t9')])]),
      'messages.0.content.0: unexpected `tool_use_id` found in `tool_result` blocks: t9. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.',
    ],
    [
      'result twice',
      SONNET,
      pairing([user('a'), assistant([call('t1')]), user([result('t1'), result('t1')])]),
      'messages.2.content.1: each tool_use must have a single result. Found multiple `tool_result` blocks with id: t1',
    ],
    [
      'same id twice',
      SONNET,
      pairing([user('a'), assistant([call('t1'), call('t1')]), user([result('t1')])]),
      'messages.1.content.1: `tool_use` ids must be unique',
    ],
    [
      'id pattern',
      SONNET,
      pairing([user('a'), assistant([call('t.1')]), user([result('t.1')])]),
      "messages.1.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'",
    ],
    [
      'input is no object',
      SONNET,
      pairing([user('a'), assistant([{ ...call('t'), input: '{}' }]), user([result('t')])]),
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
    [
      'budget on 4.8',
      OPUS_48,
      { thinking: { type: 'enabled', budget_tokens: 1024 } },
      '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
    ],
    [
      'adaptive on 4.5',
      HAIKU,
      { thinking: { type: 'adaptive' } },
      'adaptive thinking is not supported on this model',
    ],
    [
      'disabled on Fable',
      FABLE,
      { thinking: { type: 'disabled' } },
      '"thinking.type.disabled" is not supported for this model.',
    ],
    [
      'small budget',
      HAIKU,
      { thinking: { type: 'enabled', budget_tokens: 1023 } },
      'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024',
    ],
    [
      'budget over max',
      HAIKU,
      { thinking: { type: 'enabled', budget_tokens: 1024 } },
      '`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size',
    ],
    [
      'budget of adaptive',
      SONNET,
      { thinking: { type: 'adaptive', budget_tokens: 1024 } },
      'thinking.adaptive.budget_tokens: Extra inputs are not permitted',
    ],
    [
      'effort unknown to model',
      HAIKU,
      { output_config: { effort: 'low' } },
      'This model does not support the effort parameter.',
    ],
    [
      'effort too high',
      SONNET,
      { output_config: { effort: 'xhigh' } },
      "output_config.effort: Input should be 'low', 'medium', 'high' or 'max'",
    ],
    [
      'format unknown to model',
      OPUS_48,
      { output_config: { format: { type: 'json_schema', schema } } },
      'output_config.format: Extra inputs are not permitted',
    ],
    [
      'open schema',
      SONNET,
      { output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } },
      "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false",
    ],
    ['old format name', SONNET, { output_format: {} }, 'output_format: Extra inputs are not permitted'],
    [
      'temperature range',
      HAIKU,
      { temperature: 1.5 },
      'temperature: Input should be less than or equal to 1',
    ],
    ['temperature on 4.8', OPUS_48, { temperature: 0.5 }, '`temperature` is deprecated for this model.'],
    ['top_k on 4.8', OPUS_48, { top_k: 5 }, '`top_k` is deprecated for this model.'],
    [
      'both',
      HAIKU,
      { temperature: 0.5, top_p: 0.5 },
      '`temperature` and `top_p` cannot both be specified for this model. Please use only one.',
    ],
    [
      'temperature while thinking',
      HAIKU,
      { temperature: 0.5, max_tokens: 2000, thinking: { type: 'enabled', budget_tokens: 1024 } },
      '`temperature` may only be set to 1 when thinking is enabled.',
    ],
    [
      'five breakpoints',
      SONNET,
      { messages: [user([1, 2, 3, 4, 5].map((n) => cached(`b${n}`)))] },
      'A maximum of 4 blocks with cache_control may be provided. Found 5.',
    ],
    [
      '1h after 5m',
      SONNET,
      { system: [cached('a')], messages: [user([cached('b', '1h')])] },
      "messages.0.content.0.cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that blocks are processed in the following order: `tools`, `system`, `messages`.",
    ],
  ])('%s (%s)', (_, modelId, more, message) => {
    expect(refusal(modelId, more)).toBe(message);
  });
});

describe('replayed thinking', () => {
  const signer = createThinkingSigner('s');
  const check = (modelId: string, signedFor: string) => {
    const model = claudeModels.find(({ id }) => id === modelId);
    if (!model) throw new Error(modelId);
    const thinking = { type: 'thinking', thinking: 'hm', signature: signer.sign(signedFor, 'hm') };
    const messages = [user('a'), assistant([thinking, text('b')]), user('c')];
    return checkReplayedThinking(
      makeModelRequest(claudeBody('', { thinking: { type: 'adaptive' }, messages }), model),
      signer,
    );
  };

  it('is good for the model it was signed for and no other', () => {
    expect(check(SONNET, SONNET)).toBeUndefined();
    expect(check(SONNET, OPUS_48)).toBe('messages.1.content.0: Invalid `signature` in `thinking` block');
  });
});
