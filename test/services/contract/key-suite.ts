import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { listen } from '../../listen.ts';
import { ask, fail } from '../fetch-transport.ts';
import { until } from '../start-services.ts';
import type { Stage } from './stage.ts';

const KEY = 'sk-ant-canary-27182818284590452353';

export function describeKeyCalls(open: () => Stage): void {
  it('keeps a key for a provider that is saved with its handle, calls with it and never gives it back', async () => {
    const { transport, services } = open();
    const vendor = await startVendor();
    const { handle } = await ask(transport, 'providers.keepKey', { text: `  ${KEY}\n` });
    expect(handle).not.toContain(KEY);
    const provider = {
      id: 'plain',
      type: 'anthropic',
      baseUrl: vendor.url,
      credentials: { source: 'keychain' },
    } as const;
    const saved = await ask(transport, 'providers.save', { provider, pasted: handle });
    expect(saved).toMatchObject({ config: { id: 'plain' }, credentials: { state: 'ready' } });

    const { run } = await ask(transport, 'checks.start', { provider: saved.config });
    await until(async () => (await ask(transport, 'checks.get', { run })).state !== 'running');
    const check = await ask(transport, 'checks.get', { run });
    expect(new Set(vendor.keys)).toEqual(new Set([KEY]));
    expect(check.state).toBe('failed');
    const told = [saved, check, await ask(transport, 'providers.list', {}), services.readFile()];
    expect(JSON.stringify(told)).not.toContain(KEY);
    expect(services.logLines.join('')).not.toContain(KEY);

    await ask(transport, 'providers.remove', { id: 'plain' });
    await ask(transport, 'providers.save', { provider });
    const [missing] = (await ask(transport, 'providers.list', {})).filter(
      ({ config }) => config.id === 'plain',
    );
    expect(missing?.credentials.state).toBe('missing');
    await ask(transport, 'providers.remove', { id: 'plain' });
    vendor.close();
  });

  it('keeps no key that is empty, and saves nothing with a handle that is not known', async () => {
    const { transport } = open();
    expect((await fail(transport, 'providers.keepKey', { text: '  \n' })).code).toBe('invalid_input');
    const provider = { id: 'plain', type: 'anthropic', credentials: { source: 'keychain' } } as const;
    const error = await fail(transport, 'providers.save', { provider, pasted: 'guess' });
    expect(error.code).toBe('not_found');
  });
}

/** A vendor that knows nobody, and notes who asked. */
async function startVendor() {
  const keys: string[] = [];
  const server = createServer(({ headers }, response) => {
    keys.push(String(headers['x-api-key']));
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        type: 'error',
        error: { type: 'authentication_error', message: 'invalid x-api-key' },
      }),
    );
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, keys, close: () => server.close() };
}
