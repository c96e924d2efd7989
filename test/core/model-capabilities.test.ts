import { describe, expect, it } from 'vitest';
import { modelCan } from '../../main/core/model-capabilities.ts';

describe('what a model can do', () => {
  it('is anything it is not known to be unable to', () => {
    expect(modelCan({}, 'tools')).toBe(true);
    expect(modelCan({ capabilities: { images: false } }, 'tools')).toBe(true);
    expect(modelCan({ capabilities: { images: false } }, 'images')).toBe(false);
    expect(modelCan({ capabilities: { reasoning: true } }, 'reasoning')).toBe(true);
  });
});
