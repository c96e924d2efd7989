import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claudeRules, firstPartyRules } from '../../../main/dialects/anthropic/claude-rules.ts';

describe('claudeRules', () => {
  it.each([
    ['claude-sonnet-4-6', 'claude-sonnet-4-6'],
    ['anthropic.claude-opus-4-6-v1', 'claude-opus-4-6'],
    ['us.anthropic.claude-opus-4-6-v1:0', 'claude-opus-4-6'],
    ['global.anthropic.claude-haiku-4-5-20251001-v1:0', 'claude-haiku-4-5'],
    ['us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5'],
    ['jp.anthropic.claude-sonnet-5', 'claude-sonnet-5'],
    ['claude-sonnet-4-5@20250929', 'claude-sonnet-4-5'],
    ['claude-opus-4-8[1m]', 'claude-opus-4-8'],
    ['anthropic.claude-3-5-haiku-20241022-v1:0', 'claude-3-5-haiku'],
    ['anthropic.claude-3-5-sonnet-20241022-v2:0:200k', 'claude-3-5-sonnet'],
    ['claude-3-7-sonnet-latest', 'claude-3-7-sonnet'],
    ['claude-sonnet-4-20250514', 'claude-sonnet-4'],
    ['claude-sonnet-4-0', 'claude-sonnet-4'],
    ['anthropic/claude-opus-4.5', 'claude-opus-4-5'],
    [
      'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-4-7',
      'claude-opus-4-7',
    ],
    [
      'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0',
      'claude-haiku-4-5',
    ],
    ['Claude-Fable-5', 'claude-fable-5'],
  ])('reads %s as %s', (id, name) => {
    const rules = claudeRules(id);
    expect(rules.name).toBe(name);
    expect(rules.displayName).toMatch(/^Claude (Fable|Opus|Sonnet|Haiku) \d(\.\d)?$/);
  });

  it.each([
    ['claude-sonnet-5-5', 'Claude Sonnet 5.5', 1_000_000],
    ['eu.anthropic.claude-opus-6-20270101-v1:0', 'Claude Opus 6', 1_000_000],
    ['claude-novel-7', 'Claude Novel 7', 1_000_000],
  ])('gives the unknown %s the newest rules', (id, displayName, contextTokens) => {
    expect(claudeRules(id)).toMatchObject({
      displayName,
      contextTokens,
      thinking: { adaptive: true, budget: false },
      sampling: 'none',
      prefill: false,
    });
  });

  it('takes an id that names no model for a modern Claude', () => {
    expect(claudeRules('arn:aws:bedrock:us-east-1:1:application-inference-profile/x')).toMatchObject({
      displayName: 'Claude',
      thinking: { adaptive: true },
    });
  });

  it.each([
    [
      'claude-fable-5',
      { thinking: { off: 'never', onByDefault: true }, cacheMinimumTokens: 512, midConversationSystem: true },
    ],
    ['claude-opus-5', { thinking: { off: 'up-to-high' }, midConversationSystem: false }],
    [
      'claude-opus-4-6',
      { thinking: { adaptive: true, budget: true }, sampling: 'one', structuredOutput: true, prefill: false },
    ],
    [
      'claude-sonnet-4-5',
      {
        thinking: { adaptive: false, budget: true },
        prefill: true,
        contextTokens: 200_000,
        maxOutputTokens: 64_000,
        efforts: [],
      },
    ],
    ['claude-opus-4-5', { efforts: ['low', 'medium', 'high'], cacheMinimumTokens: 4096 }],
    [
      'claude-opus-4-1',
      { maxOutputTokens: 32_000, sampling: 'one', structuredOutput: false, cacheOneHour: false },
    ],
    ['claude-3-5-haiku', { thinking: { adaptive: false, budget: false }, maxOutputTokens: 8192 }],
  ])('knows what %s takes', (id, expected) => {
    expect(claudeRules(id)).toMatchObject(expected);
  });

  it('knows that the first-party API takes more than Bedrock', () => {
    expect(claudeRules('claude-sonnet-4-6')).toMatchObject({ maxOutputTokens: 64_000, toolNameLength: 64 });
    expect(firstPartyRules('claude-sonnet-4-6')).toMatchObject({
      maxOutputTokens: 128_000,
      toolNameLength: 128,
    });
    expect(firstPartyRules('claude-haiku-4-5').maxOutputTokens).toBe(64_000);
  });

  it('has rules for any text, also for names of object members', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('claude-__proto__', 'claude-constructor', 'claude-')),
        (id) => {
          expect(claudeRules(id).maxOutputTokens).toBeGreaterThan(0);
        },
      ),
    );
  });
});
