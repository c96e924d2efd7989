import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import { encodeSegment, modelPath, plainModelId } from '../../../main/providers/bedrock/model-path.ts';

describe('modelPath', () => {
  it.each([
    ['anthropic.claude-sonnet-4-6', 'anthropic.claude-sonnet-4-6'],
    ['us.anthropic.claude-haiku-4-5-20251001-v1:0', 'us.anthropic.claude-haiku-4-5-20251001-v1%3A0'],
    [
      'arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/abc',
      'arn%3Aaws%3Abedrock%3Aus-west-2%3A123456789012%3Aapplication-inference-profile%2Fabc',
    ],
    ["a!'()*~_.-", 'a%21%27%28%29%2A~_.-'],
  ])('encodes %s once, as one segment', (id, segment) => {
    expect(modelPath(id, 'invoke-with-response-stream')).toBe(
      `/model/${segment}/invoke-with-response-stream`,
    );
  });

  it('never lets an id leave its segment', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        const segment = encodeSegment(id);
        expect(segment).toMatch(/^([A-Za-z0-9._~-]|%[0-9A-F]{2})*$/);
        expect(decodeURIComponent(segment)).toBe(id);
      }),
    );
  });
});

describe('plainModelId', () => {
  it('decodes an id that came encoded, once and no further', () => {
    expect(plainModelId('anthropic.claude-v1%3A0')).toBe('anthropic.claude-v1:0');
    expect(plainModelId('a%253A0')).toBe('a%3A0');
    expect(plainModelId(' anthropic.claude-opus-5 ')).toBe('anthropic.claude-opus-5');
    expect(plainModelId('100%')).toBe('100%');
    expect(plainModelId('a%FF')).toBe('a%FF');
  });

  it.each(['', ' ', '.', '..', '%2e%2e', 'a\nb', 'a%0d%0aHost: x', 'x'.repeat(2049), '\ud800'])(
    'refuses %j',
    (id) => {
      expect(() => plainModelId(id)).toThrow(AppError);
    },
  );
});
