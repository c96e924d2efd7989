import { afterAll, describe, expect, it } from 'vitest';
import { type ProviderConfig, providerSchema } from '../../../contract/config.ts';
import { AppError } from '../../../main/core/app-error.ts';
import { createMemorySecretStore } from '../../../main/platform/memory-secret-store.ts';
import type { SecretStore } from '../../../main/platform/ports/secrets.ts';
import { readCredentialState } from '../../../main/services/providers/credential-state.ts';
import { ask, createFetchTransport, fail, openSession } from '../fetch-transport.ts';
import { bedrock, closeServices, startServices } from '../start-services.ts';

afterAll(closeServices);

const provider = (credentials: object, type = 'bedrock'): ProviderConfig =>
  providerSchema.parse({
    id: 'p',
    type,
    ...(type === 'bedrock' ? { region: 'us-east-1' } : {}),
    credentials,
  });

function read(config: ProviderConfig, { secrets = createMemorySecretStore(), env = {} } = {}) {
  return readCredentialState(config, { engine: { bedrock: () => undefined }, secrets, env, now: () => 0 });
}

describe("the state of a provider's credentials", () => {
  it('is told from the environment where that decides', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: '  ' };
    expect(await read(provider({ source: 'env' }), { env })).toEqual({
      state: 'missing',
      detail: 'AWS_SECRET_ACCESS_KEY is not set.',
    });
    expect(
      await read(provider({ source: 'env', variable: 'K' }, 'anthropic'), { env: { K: 'x' } }),
    ).toMatchObject({
      state: 'ready',
    });
  });

  it('is told by the store where secrets are kept', async () => {
    const secrets = createMemorySecretStore();
    expect(await read(provider({ source: 'keychain' }), { secrets })).toMatchObject({ state: 'missing' });
    await secrets.write('p', { apiKey: 'x' });
    expect(await read(provider({ source: 'keychain' }), { secrets })).toMatchObject({ state: 'ready' });
    await secrets.write('p', { accessKeyId: 'a' });
    expect(await secrets.read('p', 'apiKey')).toBeUndefined();
    await secrets.remove('p');
    expect(await secrets.state('p')).toBe('absent');
  });

  it('is not guessed at where nobody can know without asking', async () => {
    expect(await read(provider({ source: 'sso', profile: 'work' }))).toMatchObject({ state: 'unknown' });
  });

  it('names the key in use once it has been needed, and never its secret', async () => {
    const services = await startServices();
    const token = await openSession(services.url, services.krouter.dashboardLink(60_000));
    const transport = createFetchTransport(services.url, token);
    await services.chat();
    const [first] = await ask(transport, 'providers.list', {});
    expect(first?.credentials).toMatchObject({ state: 'ready' });
    expect(first?.credentials.detail).toContain('AKIA…MPLE');
  });

  it('is locked while the keychain is, and nothing is overwritten then', async () => {
    const locked = new AppError({ code: 'upstream_authentication', message: 'The keychain is locked.' });
    const secrets: SecretStore = {
      place: 'locked',
      read: () => Promise.reject(locked),
      write: () => Promise.reject(locked),
      remove: () => Promise.reject(locked),
      state: async () => 'locked',
    };
    const services = await startServices({ foundations: { secrets } });
    const token = await openSession(services.url, services.krouter.dashboardLink(60_000));
    const transport = createFetchTransport(services.url, token);
    const kept = {
      ...bedrock(services.simulator, 'us-east-1'),
      id: 'kept',
      credentials: { source: 'keychain' } as const,
    };
    expect((await ask(transport, 'providers.save', { provider: kept })).credentials.state).toBe('locked');
    const text = 'AKIAIOSFODNN7EXAMPLE\nwJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    const { handle: pasted } = await ask(transport, 'wizard.paste', { text });
    const before = services.readFile();
    const other = { ...kept, id: 'other' };
    expect((await fail(transport, 'providers.save', { provider: other, pasted })).message).toContain(
      'locked',
    );
    expect(services.readFile()).toEqual(before);
    expect((await ask(transport, 'status.get', {})).keychain).toBe('locked');
  });

  it('refuses pasted secrets for a provider that reads them elsewhere', async () => {
    const services = await startServices();
    const token = await openSession(services.url, services.krouter.dashboardLink(60_000));
    const transport = createFetchTransport(services.url, token);
    const text = 'AKIAIOSFODNN7EXAMPLE\nwJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    const { handle: pasted } = await ask(transport, 'wizard.paste', { text });
    const error = await fail(transport, 'providers.save', {
      provider: bedrock(services.simulator, 'us-east-1'),
      pasted,
    });
    expect(error).toMatchObject({ code: 'invalid_input', param: 'provider.credentials.source' });
  });
});
