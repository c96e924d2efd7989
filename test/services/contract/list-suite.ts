import { describe, expect, it } from 'vitest';
import type { Transport } from '../../../contract/transport.ts';
import { ask, fail } from '../fetch-transport.ts';
import { bedrock, SONNET } from '../start-services.ts';
import type { Stage } from './stage.ts';

export function describeListCalls(open: () => Stage): void {
  describe('providers', () => {
    it('are listed with the state of their credentials', async () => {
      const list = await ask(open().transport, 'providers.list', {});
      expect(list.map(({ config }) => config.id)).toEqual(['bedrock-us-east-1', 'bedrock-us-west-2']);
      expect(list.map(({ credentials }) => credentials.state)).toEqual(['ready', 'ready']);
    });

    it('that are added answer at once, without a restart, and are gone at once when removed', async () => {
      const { transport, services } = open();
      const provider = { ...bedrock(services.simulator, 'us-west-2'), id: 'second' };
      await ask(transport, 'providers.save', { provider });
      expect(await services.chat(`second/${SONNET}`)).toContain('message_stop');
      expect(JSON.stringify(services.readFile())).toContain('"second"');
      await ask(transport, 'providers.remove', { id: 'second' });
      expect(await services.chat(`second/${SONNET}`)).toContain('not_found_error');
      expect(JSON.stringify(services.readFile())).not.toContain('"second"');
    });

    it('cannot be removed while a combo needs them', async () => {
      const error = await fail(open().transport, 'providers.remove', { id: 'bedrock-us-east-1' });
      expect(error.code).toBe('conflict');
      expect(error.message).toContain('"pair"');
    });

    it('keep the order the user gives them', async () => {
      const { transport } = open();
      await ask(transport, 'providers.reorder', { ids: ['bedrock-us-west-2', 'bedrock-us-east-1'] });
      const [first] = await ask(transport, 'providers.list', {});
      expect(first?.config.id).toBe('bedrock-us-west-2');
      await ask(transport, 'providers.reorder', { ids: ['bedrock-us-east-1', 'bedrock-us-west-2'] });
    });

    it('are not reordered by a list that lacks one', async () => {
      const error = await fail(open().transport, 'providers.reorder', { ids: ['bedrock-us-west-2'] });
      expect(error.code).toBe('conflict');
    });

    it('whose settings contradict each other are refused, and nothing is saved', async () => {
      const { transport, services } = open();
      const before = services.readFile();
      const provider = { ...bedrock(services.simulator, 'us-east-1'), id: 'odd', fips: true };
      expect((await fail(transport, 'providers.save', { provider })).code).toBe('invalid_input');
      expect(services.readFile()).toEqual(before);
    });
  });

  describe('combos', () => {
    it('are saved, found by apps, tested with a real request and removed', async () => {
      const { transport, services } = open();
      const combo = { id: 'western', models: [`bedrock-us-west-2/${SONNET}`] };
      await ask(transport, 'combos.save', combo);
      const test = await ask(transport, 'combos.test', { id: 'western' });
      expect(test).toMatchObject({ provider: 'bedrock-us-west-2', attempts: 1 });
      expect(test.text.length).toBeGreaterThan(0);
      expect(await services.chat('western')).toContain('message_stop');
      await ask(transport, 'combos.remove', { id: 'western' });
      const list = await ask(transport, 'combos.list', {});
      expect(list.map(({ id }) => id)).toEqual(['pair']);
    });

    it('that contain themselves are refused with the way round', async () => {
      const { transport } = open();
      await ask(transport, 'combos.save', { id: 'outer', models: ['pair'] });
      const error = await fail(transport, 'combos.save', { id: 'pair', models: ['combo/outer'] });
      expect(error.code).toBe('conflict');
      expect(error.message).toContain('contains itself');
      expect((await fail(transport, 'combos.remove', { id: 'pair' })).message).toContain('"outer"');
      await ask(transport, 'combos.remove', { id: 'outer' });
    });

    it('that are not there cannot be tested', async () => {
      expect((await fail(open().transport, 'combos.test', { id: 'nowhere' })).code).toBe('not_found');
    });
  });

  it('lists models with what is really called and what it costs', async () => {
    const models = await ask(open().transport, 'models.list', {});
    const sonnet = models.find(({ name }) => name === `bedrock-us-east-1/${SONNET}`);
    expect(sonnet).toMatchObject({ id: `us.${SONNET}`, scope: 'geo', region: 'us-east-1' });
    expect(sonnet?.price?.output).toBeCloseTo(16.5);
  });

  it('connects an app with a diff first and takes it back, or has no apps where none may be touched', async () => {
    const { transport, desktop } = open();
    if (desktop?.keychain === 'available') return connectAndUndo(transport);
    expect(await ask(transport, 'apps.list', {})).toEqual([]);
    for (const name of ['apps.preview', 'apps.connect', 'apps.undo'] as const) {
      expect((await fail(transport, name, { id: 'claude-code' })).code).toBe('not_found');
    }
  });
}

async function connectAndUndo(transport: Transport): Promise<void> {
  const app = { id: 'claude-code' } as const;
  const listed = await ask(transport, 'apps.list', {});
  expect(listed.map(({ id }) => id)).toContain(app.id);
  const preview = await ask(transport, 'apps.preview', app);
  expect(preview.after).toContain('ANTHROPIC_BASE_URL');
  expect(preview.before).not.toContain('ANTHROPIC_BASE_URL');
  expect(await ask(transport, 'apps.connect', app)).toMatchObject({ state: 'connected' });
  expect(await ask(transport, 'apps.undo', app)).toMatchObject({
    state: expect.not.stringMatching('connected'),
  });
}
