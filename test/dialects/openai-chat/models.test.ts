import { describe, expect, it } from 'vitest';
import { encodeOpenaiModel, encodeOpenaiModelList } from '../../../main/dialects/openai-chat/models.ts';

describe('a model list', () => {
  it('holds what OpenAI’s and Anthropic’s readers want', () => {
    const model = { id: 'bedrock/a', displayName: 'A', createdAt: 1_700_000_000, ownedBy: 'bedrock' };
    expect(encodeOpenaiModel(model)).toEqual({
      id: 'bedrock/a',
      object: 'model',
      type: 'model',
      created: 1_700_000_000,
      created_at: '2023-11-14T22:13:20.000Z',
      owned_by: 'bedrock',
      display_name: 'A',
    });
  });

  it('names its first and last model, and an unknown date is the epoch', () => {
    const list = encodeOpenaiModelList([
      { id: 'a', displayName: 'A' },
      { id: 'b', displayName: 'B' },
    ]);
    expect(list).toMatchObject({ object: 'list', has_more: false, first_id: 'a', last_id: 'b' });
    expect(list['data']).toMatchObject([{ created: 0, created_at: '1970-01-01T00:00:00.000Z' }, { id: 'b' }]);
    expect(encodeOpenaiModelList([])).toMatchObject({ data: [], first_id: null, last_id: null });
  });
});
