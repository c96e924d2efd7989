import { describe, expect, it } from 'vitest';
import { parseModelName } from '../../main/routing/parse-model-name.ts';

const known = { providers: new Set(['bedrock-eu', 'anthropic']), combos: new Set(['regulated']) };
const parse = (name: string) => parseModelName(name, known);

describe('parseModelName', () => {
  it('cuts a configured provider off at the first slash only', () => {
    const arn = 'arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc';
    expect(parse(`bedrock-eu/${arn}`)).toEqual({ kind: 'provider', provider: 'bedrock-eu', model: arn });
    expect(parse('bedrock-eu/anthropic.claude-haiku-4-5-20251001-v1:0')).toMatchObject({
      model: 'anthropic.claude-haiku-4-5-20251001-v1:0',
    });
  });

  it('leaves a name whose prefix is no provider whole', () => {
    expect(parse('openrouter/claude')).toEqual({ kind: 'bare', model: 'openrouter/claude' });
    expect(parse('arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-opus-5').kind).toBe(
      'bare',
    );
  });

  it('knows every region, combos by id and by prefix, and bare names', () => {
    expect(parse('bedrock/claude-sonnet-4-6')).toEqual({ kind: 'bedrock', model: 'claude-sonnet-4-6' });
    expect(parse('combo/anything')).toEqual({ kind: 'combo', combo: 'anything' });
    expect(parse('regulated')).toEqual({ kind: 'combo', combo: 'regulated' });
    expect(parse('claude-sonnet-4-6')).toEqual({ kind: 'bare', model: 'claude-sonnet-4-6' });
  });

  it('strips the mark for a million tokens of context, in either case, and outer blanks', () => {
    expect(parse(' claude-opus-5[1m] ')).toEqual({ kind: 'bare', model: 'claude-opus-5' });
    expect(parse('bedrock/claude-opus-5[1M]')).toEqual({ kind: 'bedrock', model: 'claude-opus-5' });
    expect(parse('regulated[1m]')).toEqual({ kind: 'combo', combo: 'regulated' });
  });
});
