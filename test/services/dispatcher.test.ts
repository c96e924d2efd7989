import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { configSchema } from '../../contract/config.ts';
import { compose } from '../../main/compose.ts';
import { createStreamLog } from '../../main/platform/stream-log.ts';
import { closeServices, startServices } from './start-services.ts';

afterAll(closeServices);

describe('the dispatcher', () => {
  it('logs what was not foreseen in full and shows nothing of it', async () => {
    const services = await startServices({
      foundations: {
        apps: {
          list: async () => {
            throw new Error('the inside of things');
          },
          preview: () => Promise.reject(new Error('no')),
          connect: () => Promise.reject(new Error('no')),
          undo: () => Promise.reject(new Error('no')),
          seen: () => {},
        },
      },
    });
    const result = await services.krouter.services.dispatcher.dispatch('http', 'apps.list', {});
    expect(result).toMatchObject({ ok: false, error: { code: 'failed' } });
    expect(JSON.stringify(result)).not.toContain('inside');
    expect(services.logLines.join('')).toContain('the inside of things');
  });

  it('tells a connector of each app that has asked', async () => {
    const seen: string[] = [];
    const none = () => Promise.reject(new Error('no'));
    const services = await startServices({
      foundations: {
        apps: {
          list: async () => [],
          preview: none,
          connect: none,
          undo: none,
          seen: (app) => void seen.push(app),
        },
      },
    });
    await services.chat();
    expect(seen).toEqual(['claude-code']);
  });

  it('names the member that is wrong', async () => {
    const { krouter } = await startServices();
    const provider = { id: 'x', type: 'bedrock', region: 'nowhere', credentials: { source: 'env' } };
    const result = await krouter.services.dispatcher.dispatch('http', 'providers.save', { provider });
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid_input', param: 'provider.region' } });
  });

  it('works without any file: changes last until the end of the process', async () => {
    const krouter = compose({
      config: configSchema.parse({ port: 0 }),
      key: { value: 'sk-krouter-no-files', foundIn: 'nowhere' },
      ledgerPath: join(mkdtempSync(join(tmpdir(), 'krouter-')), 'ledger.sqlite'),
      log: createStreamLog({ write: () => undefined }, 'error'),
      env: {},
    });
    const { dispatcher } = krouter.services;
    expect(await dispatcher.dispatch('http', 'settings.save', { compression: 'off' })).toMatchObject({
      ok: true,
      value: { compression: 'off' },
    });
    expect(await dispatcher.dispatch('http', 'wizard.save', { step: 'regions' })).toMatchObject({ ok: true });
    expect(await dispatcher.dispatch('http', 'wizard.load', {})).toMatchObject({
      value: { step: 'regions' },
    });
    await krouter.close(0);
  });
});
