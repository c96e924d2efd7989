import { describe, expect, it } from 'vitest';
import type { ComboSpec } from '../../main/routing/combo.ts';
import { expandCombo, findComboFaults } from '../../main/routing/expand-combo.ts';

function bookOf(combos: readonly ComboSpec[]) {
  const byId = new Map(combos.map((combo) => [combo.id, combo]));
  return { known: { providers: new Set(['a', 'b']), combos: byId }, combos: byId };
}

describe('expandCombo', () => {
  it('opens nested combos in place and adds their residencies', () => {
    const book = bookOf([
      { id: 'outer', models: ['a/x', 'inner', 'bedrock/y'], residency: 'emea' },
      { id: 'inner', models: ['b/x'], residency: 'eu' },
    ]);
    expect(expandCombo('outer', book)).toEqual([
      { name: { kind: 'provider', provider: 'a', model: 'x' }, residencies: ['emea'] },
      { name: { kind: 'provider', provider: 'b', model: 'x' }, residencies: ['emea', 'eu'] },
      { name: { kind: 'bedrock', model: 'y' }, residencies: ['emea'] },
    ]);
  });

  it('lets a combo occur twice as long as it does not contain itself', () => {
    const book = bookOf([
      { id: 'top', models: ['leaf', 'combo/leaf'] },
      { id: 'leaf', models: ['a/x'] },
    ]);
    expect(expandCombo('top', book)).toHaveLength(2);
    expect(findComboFaults(book)).toEqual([]);
  });

  it('names the way round a cycle and every combo that cannot work', () => {
    const book = bookOf([
      { id: 'one', models: ['two'] },
      { id: 'two', models: ['a/x', 'combo/one'] },
      { id: 'lost', models: ['combo/nowhere'] },
    ]);
    expect(() => expandCombo('one', book)).toThrow('one > two > one');
    expect(findComboFaults(book).map(({ combo }) => combo)).toEqual(['one', 'two', 'lost']);
    expect(findComboFaults(book)[2]?.message).toContain('no combo "nowhere" (named by lost)');
  });
});
