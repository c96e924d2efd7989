import { expect, it } from 'vitest';
import { ask, fail } from '../fetch-transport.ts';
import type { Stage } from './stage.ts';

export function describeSettingCalls(open: () => Stage): void {
  it('tells the state of the whole', async () => {
    const { transport, services, desktop } = open();
    const status = await ask(transport, 'status.get', {});
    expect(status).toMatchObject({
      state: 'running',
      baseUrl: services.url,
      keychain: desktop?.keychain ?? 'headless',
      inFlight: 0,
    });
    expect(status.summary).toContain(services.url);
  });

  it('changes one setting and leaves the others as they are', async () => {
    const { transport, services } = open();
    await ask(transport, 'settings.save', { defaultMaxTokens: 5_000 });
    const after = await ask(transport, 'settings.save', { compression: 'compact' });
    expect(after).toMatchObject({ defaultMaxTokens: 5_000, compression: 'compact', pending: [] });
    expect(services.readFile()).toMatchObject({ defaultMaxTokens: 5_000, compression: 'compact' });
    expect(await ask(transport, 'settings.get', {})).toEqual(after);
  });

  it('says which settings wait for the next start', async () => {
    const { transport } = open();
    expect((await ask(transport, 'settings.save', { logLevel: 'warn' })).pending).toEqual(['logLevel']);
    expect((await ask(transport, 'settings.save', { logLevel: 'info' })).pending).toEqual([]);
  });

  it('refuses a setting that is out of range, and names it', async () => {
    const { transport, services } = open();
    const before = services.readFile();
    expect(await fail(transport, 'settings.save', { port: 70_000 })).toMatchObject({
      code: 'invalid_input',
      param: 'port',
    });
    expect(services.readFile()).toEqual(before);
  });

  it('never sends the key that apps present', async () => {
    const { transport } = open();
    expect(JSON.stringify(await ask(transport, 'settings.get', {}))).not.toContain('sk-krouter');
  });
}
