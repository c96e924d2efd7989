import { describe, expect, it } from 'vitest';
import type { ResolvedModel } from '../../../main/core/provider.ts';
import { createModelList } from '../../../main/providers/plain-api/model-list.ts';
import { FakeClock } from '../bedrock/fake-clock.ts';

const models = (id: string): readonly ResolvedModel[] => [
  { id, baseId: id, displayName: id, scope: 'global' },
];

/** A server whose answers are set from outside. */
function setUp(keptMs?: number) {
  const clock = new FakeClock();
  const state = { asked: 0, answer: models('a') as readonly ResolvedModel[] | Error };
  const fetch = async () => {
    state.asked += 1;
    if (state.answer instanceof Error) throw state.answer;
    return state.answer;
  };
  return { clock, state, list: createModelList(fetch, keptMs === undefined ? undefined : { clock, keptMs }) };
}

describe('a list of models', () => {
  it('is asked for once, however many wait', async () => {
    const { state, list } = setUp();
    await Promise.all([list.list(), list.known(), list.ask()]);
    await list.known();
    expect(state.asked).toBe(1);
  });

  it('that is old is given while a new one is fetched', async () => {
    const { clock, state, list } = setUp(1000);
    await list.known();
    state.answer = models('b');
    clock.advance(1000);
    expect(await list.known()).toEqual(models('a'));
    await Promise.resolve();
    expect(await list.known()).toEqual(models('b'));
    expect(state.asked).toBe(2);
  });

  it('that cannot be had is not asked for by every request, and asked for when told to', async () => {
    const { clock, state, list } = setUp(60_000);
    state.answer = new Error('down');
    expect(await list.list()).toEqual([]);
    await expect(list.known()).rejects.toThrow('down');
    expect(state.asked).toBe(1);
    await expect(list.ask()).rejects.toThrow('down');
    clock.advance(10_000);
    state.answer = models('a');
    expect(await list.known()).toEqual(models('a'));
    expect(state.asked).toBe(3);
  });

  it('stays as it was when it cannot be asked for anew', async () => {
    const { clock, state, list } = setUp(1000);
    await list.known();
    state.answer = new Error('down');
    clock.advance(1000);
    await list.known();
    await Promise.resolve();
    expect(await list.known()).toEqual(models('a'));
    await expect(list.ask()).rejects.toThrow('down');
  });
});
