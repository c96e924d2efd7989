import { describe, expect, it } from 'vitest';
import { encodeModel, encodeModelList } from '../../../main/dialects/anthropic/models.ts';

const MODELS = ['a', 'b', 'c', 'd'].map((id) => ({ id, displayName: id.toUpperCase() }));

function page(query: object): unknown {
  const list = encodeModelList(MODELS, query);
  const data = Array.isArray(list['data']) ? list['data'].map((model) => model.id).join('') : '';
  return [data, list['has_more'], list['first_id'], list['last_id']];
}

describe('encodeModelList', () => {
  it.each([
    [{}, ['abcd', false, 'a', 'd']],
    [{ limit: '2' }, ['ab', true, 'a', 'b']],
    [{ limit: '2', after_id: 'b' }, ['cd', false, 'c', 'd']],
    [{ limit: '1', after_id: 'b' }, ['c', true, 'c', 'c']],
    [{ limit: '2', before_id: 'd' }, ['bc', true, 'b', 'c']],
    [{ before_id: 'a' }, ['', false, null, null]],
  ])('pages %j', (query, expected) => {
    expect(page(query)).toEqual(expected);
  });

  it.each([{ limit: '0' }, { limit: '1001' }, { limit: 'x' }, { after_id: 'z' }])('refuses %j', (query) => {
    expect(() => page(query)).toThrowError(/limit|after_id/);
  });
});

describe('encodeModel', () => {
  it('writes dates as RFC 3339, known or not', () => {
    expect(
      encodeModel({
        id: 'a',
        displayName: 'A',
        createdAt: '2026-02-05',
        contextTokens: 9,
        maxOutputTokens: 3,
      }),
    ).toEqual({
      type: 'model',
      id: 'a',
      display_name: 'A',
      created_at: '2026-02-05T00:00:00Z',
      max_input_tokens: 9,
      max_tokens: 3,
    });
    expect(encodeModel({ id: 'a', displayName: 'A', createdAt: 'one day' })['created_at']).toBe(
      '1970-01-01T00:00:00Z',
    );
  });
});
