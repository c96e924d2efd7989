import { describe, expect, it } from 'vitest';
import { createThinkingSigner } from '../../main/simulator/model/thinking-signer.ts';
import { checkReplayedThinking } from '../../main/simulator/validation/check-replayed-thinking.ts';
import { makeModelRequest } from '../../main/simulator/validation/model-request.ts';
import {
  assistant,
  cached,
  FABLE,
  HAIKU,
  modelTraits,
  OPUS_48,
  type Refused,
  refusal,
  SONNET,
  schema,
  text,
  user,
} from './body-rules.ts';
import { claudeBody } from './support.ts';

const REFUSED: readonly Refused[] = [
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
  ['temperature range', HAIKU, { temperature: 1.5 }, 'temperature: Input should be less than or equal to 1'],
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
];

describe('what only some models take', () => {
  it.each(REFUSED)('%s is refused by %s', (_, modelId, more, message) => {
    expect(refusal(modelId, more)).toBe(message);
  });
});

describe('replayed thinking', () => {
  const signer = createThinkingSigner('s');
  const check = (modelId: string, signedFor: string) => {
    const thinking = { type: 'thinking', thinking: 'hm', signature: signer.sign(signedFor, 'hm') };
    const messages = [user('a'), assistant([thinking, text('b')]), user('c')];
    return checkReplayedThinking(
      makeModelRequest(claudeBody('', { thinking: { type: 'adaptive' }, messages }), modelTraits(modelId)),
      signer,
    );
  };

  it('is good for the model it was signed for and no other', () => {
    expect(check(SONNET, SONNET)).toBeUndefined();
    expect(check(SONNET, OPUS_48)).toBe('messages.1.content.0: Invalid `signature` in `thinking` block');
  });
});
