import { describe, expect, it } from 'vitest';
import { claudeRules } from '../../../main/dialects/anthropic/claude-rules.ts';
import {
  type Corrections,
  NO_CORRECTIONS,
  repair,
  wantsProfile,
} from '../../../main/providers/bedrock/self-repair.ts';

function learn(message: string, options: { model?: string; now?: Corrections; status?: number } = {}) {
  const { model = 'anthropic.claude-sonnet-4-6', now = NO_CORRECTIONS, status = 400 } = options;
  const rules = { ...claudeRules(model), ...now.rules };
  return repair({ status, name: 'ValidationException', message }, now, rules);
}

const OPUS_41 = 'anthropic.claude-opus-4-1-20250805-v1:0';
const SONNET_4 = 'anthropic.claude-sonnet-4-20250514-v1:0';
const UNKNOWN = 'arn:aws:bedrock:us-east-1:1:application-inference-profile/x';

describe('a refusal teaches', () => {
  it.each([
    ['invalid beta flag', {}, { withoutBetas: true }],
    ['context_management: Extra inputs are not permitted', {}, { withoutFields: ['context_management'] }],
    [
      'tools.0.custom.defer_loading: Extra inputs are not permitted\ntools.12.custom.defer_loading: Extra inputs are not permitted',
      {},
      { withoutFields: ['tools.*.custom.defer_loading'] },
    ],
    [
      '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
      {},
      { rules: { thinking: { adaptive: true, budget: false } } },
    ],
    [
      'adaptive thinking is not supported on this model',
      { model: UNKNOWN },
      { rules: { thinking: { adaptive: false, budget: true }, efforts: [] } },
    ],
    ['This model does not support the effort parameter.', {}, { rules: { efforts: [] } }],
    ['`temperature` is deprecated for this model.', {}, { rules: { sampling: 'none' } }],
    [
      '`temperature` and `top_p` cannot both be specified for this model. Please use only one.',
      { model: SONNET_4 },
      { rules: { sampling: 'one' } },
    ],
    [
      'max_tokens: 64000 > 32000, which is the maximum allowed number of output tokens',
      {},
      { rules: { maxOutputTokens: 32_000 } },
    ],
    [
      'The maximum tokens you requested exceeds the model limit of 8192. Try again',
      { model: OPUS_41 },
      { rules: { maxOutputTokens: 8192 } },
    ],
  ])('%s', (message, options, learned) => {
    const first = learn(message, options);
    expect(first).toMatchObject(learned);
    expect(learn(message, { ...options, now: first })).toBeUndefined();
  });
});

describe('a refusal teaches nothing', () => {
  it.each([
    'messages: text content blocks must be non-empty',
    'messages: Extra inputs are not permitted',
    'max_tokens: 10 > 999999, which is the maximum',
    '',
  ])('%j', (message) => expect(learn(message)).toBeUndefined());

  it('unless it is a 400', () => {
    expect(learn('invalid beta flag', { status: 403 })).toBeUndefined();
  });
});

it('lessons add up', () => {
  const first = learn('invalid beta flag');
  const second = learn('`top_p` is deprecated for this model.', { now: first });
  expect(learn('speed: Extra inputs are not permitted', { now: second })).toEqual({
    withoutBetas: true,
    withoutFields: ['speed'],
    rules: { sampling: 'none' },
  });
});

it('a long message cannot stall it', () => {
  const started = performance.now();
  learn('a.'.repeat(100_000));
  learn(`${'_'.repeat(100_000)} Extra inputs are not permitted`);
  expect(performance.now() - started).toBeLessThan(200);
});

it('a profile is wanted with a straight and with a curly apostrophe', () => {
  const fault = (message: string) => ({ status: 400, name: '', message });
  expect(wantsProfile(fault("with on-demand throughput isn't supported."))).toBe(true);
  expect(wantsProfile(fault('with on-demand throughput isn’t supported.'))).toBe(true);
  expect(wantsProfile(fault('no'))).toBe(false);
});
