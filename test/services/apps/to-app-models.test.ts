import { describe, expect, it } from 'vitest';
import { toAppModels } from '../../../main/services/apps/to-app-models.ts';

const entry = (kind: 'combo' | 'bare' | 'bedrock' | 'provider', name: string) =>
  ({ kind, name, displayName: name.toUpperCase(), providers: [] }) as const;

describe('the models that apps are told of', () => {
  it('begin with the combos, then the everyday family, newest first, each by the id that Claude’s own apps know', () => {
    const models = toAppModels([
      entry('bare', 'anthropic.claude-haiku-4-5-20251001-v1:0'),
      entry('bare', 'anthropic.claude-sonnet-4-5-20250929-v1:0'),
      entry('bare', 'anthropic.claude-opus-4-6'),
      entry('bare', 'anthropic.claude-sonnet-4-6'),
      entry('bedrock', 'bedrock/anthropic.claude-sonnet-4-6'),
      entry('provider', 'eu/anthropic.claude-sonnet-4-6'),
      entry('bare', 'amazon.nova-pro-v1:0'),
      entry('combo', 'regulated'),
    ]);
    expect(models.map(({ id }) => id)).toEqual([
      'regulated',
      'claude-sonnet-4-6',
      'claude-sonnet-4-5-20250929',
      'claude-opus-4-6',
      'claude-haiku-4-5-20251001',
    ]);
    expect(models[0]).toEqual({
      id: 'regulated',
      name: 'REGULATED',
      contextTokens: 200_000,
      maxOutputTokens: 64_000,
    });
  });

  it('are at most twelve', () => {
    const many = Array.from({ length: 40 }, (_, index) => entry('combo', `combo-${index}`));
    expect(toAppModels(many)).toHaveLength(12);
  });
});
