import { describe, expect, it } from 'vitest';
import { warningsAt, warningsUnless } from '../../main/core/warnings-at.ts';

const lost = { code: 'dropped', param: 'seed' } as const;

describe('a warning of a decoder', () => {
  it('holds everywhere unless it says otherwise', () => {
    expect(warningsAt('openai-chat', [lost])).toEqual([lost]);
    expect(warningsAt(undefined, [lost])).toEqual([lost]);
  });

  it('does not hold where the body is sent as it came', () => {
    const marked = warningsUnless(['openai-chat', 'gemini'], [lost]);
    expect(warningsAt('openai-chat', marked)).toEqual([]);
    expect(warningsAt('gemini', marked)).toEqual([]);
    expect(warningsAt('anthropic', marked)).toMatchObject([lost]);
  });

  it('holds as long as nobody knows who answers', () => {
    expect(warningsAt(undefined, warningsUnless(['kiro'], [lost]))).toMatchObject([lost]);
  });
});
