import { afterAll, describe, expect, it } from 'vitest';
import { providerSchema } from '../../../contract/config.ts';
import { type DirectProviderType, PROVIDER_KINDS } from '../../../contract/provider-kinds.ts';
import { createMemorySecretStore } from '../../../main/platform/memory-secret-store.ts';
import { formOf, readForm } from '../../../renderer/pages/providers/direct-form.ts';
import { startVllmServer, VLLM_KEY } from '../../providers/openai-compatible/vllm-server.ts';
import { ask, createFetchTransport, fail, openSession } from '../fetch-transport.ts';
import { closeServices, startServices } from '../start-services.ts';

afterAll(closeServices);

const TYPES = providerSchema.options
  .map(({ shape }) => shape.type.value)
  .filter((type): type is DirectProviderType => type !== 'bedrock');

/** What must be typed in, for the kinds that have no default for it. */
const TYPED: { readonly [type in DirectProviderType]?: Record<string, string> } = {
  'openai-compatible': { baseUrl: 'http://127.0.0.1:8000/v1' },
  vertex: { project: 'my-project-123456' },
};

describe.each(TYPES)('the form of %s', (type) => {
  const kind = PROVIDER_KINDS[type];

  it('makes a valid provider with each of its sources', () => {
    for (const source of kind.key?.sources.map(({ value }) => value) ?? ['']) {
      const read = readForm(type, { ...formOf(type, undefined), ...TYPED[type], source }, undefined);
      expect(read).toMatchObject({ provider: { id: kind.suggestedId, type } });
    }
  });

  it('asks for settings that there are, by name', () => {
    const option = providerSchema.options.find(({ shape }) => shape.type.value === type);
    const members = Object.keys(option?.shape ?? {});
    for (const { name } of kind.fields) expect(members).toContain(name);
  });

  it('shows what is set, and changes nothing else', () => {
    const made = readForm(type, { ...formOf(type, undefined), ...TYPED[type] }, undefined).provider;
    if (made === undefined || made.type === 'bedrock') throw new Error('no provider was made');
    const set = { ...made, residency: 'eu', compression: false };
    expect(readForm(type, formOf(type, set), set)).toEqual({ provider: set });
  });
});

describe('the form of an OpenAI-compatible server', () => {
  const type = 'openai-compatible';

  it('is filled in by its presets', () => {
    for (const { values } of PROVIDER_KINDS[type].presets ?? []) {
      const form = { ...formOf(type, undefined), ...TYPED[type], ...values };
      if (values['baseUrl'] === '')
        expect(readForm(type, form, undefined)).toMatchObject({ faults: { baseUrl: expect.any(String) } });
      else expect(readForm(type, form, undefined)).toMatchObject({ provider: { id: values['id'] } });
    }
  });

  it('reads models and headers line by line', () => {
    const form = {
      ...formOf(type, undefined),
      ...TYPED[type],
      models: 'fast = a=b\n\nplain\n',
      headers: 'X-A = 1',
      contextTokens: '8192',
    };
    expect(readForm(type, form, undefined)).toMatchObject({
      provider: { models: { fast: 'a=b', plain: 'plain' }, headers: { 'X-A': '1' }, contextTokens: 8192 },
    });
  });

  it.each([
    ['id', { id: 'no spaces' }],
    ['baseUrl', { baseUrl: 'ftp://x' }],
    ['contextTokens', { contextTokens: 'many' }],
    ['headers', { headers: 'authorization = x' }],
    ['variable', { source: 'env', variable: '' }],
  ])('says at %s what is wrong there', (field, values) => {
    const form = { ...formOf(type, undefined), ...TYPED[type], ...values };
    expect(readForm(type, form, undefined)).toMatchObject({ faults: { [field]: expect.any(String) } });
  });
});

describe('a key that was entered for a provider', () => {
  it('is kept until the provider is saved, and then for it alone', async () => {
    const server = await startVllmServer();
    const services = await startServices({ foundations: { secrets: createMemorySecretStore() } });
    const token = await openSession(services.url, services.krouter.dashboardLink(60_000));
    const transport = createFetchTransport(services.url, token);
    const provider = providerSchema.parse({
      id: 'vllm',
      type: 'openai-compatible',
      baseUrl: `${server.url}/v1`,
      credentials: { source: 'keychain' },
    });
    const { handle } = await ask(transport, 'providers.keepKey', { text: `  ${VLLM_KEY}\n` });
    expect(handle).not.toContain(VLLM_KEY);
    const view = await ask(transport, 'providers.save', { provider, pasted: handle });
    expect(view).toMatchObject({ config: { id: 'vllm' }, credentials: { state: 'ready' } });
    const models = await ask(transport, 'models.list', {});
    expect(JSON.stringify(models)).toContain('Qwen/Qwen3-8B');
    expect(server.seen.at(-1)?.headers.authorization).toBe(`Bearer ${VLLM_KEY}`);
    expect(JSON.stringify(services.readFile())).not.toContain(VLLM_KEY);
    expect(await fail(transport, 'providers.keepKey', { text: '  ' })).toMatchObject({
      code: 'invalid_input',
    });
    await server.close();
  });

  it('is not asked for where the server wants none', async () => {
    const services = await startServices();
    const token = await openSession(services.url, services.krouter.dashboardLink(60_000));
    const transport = createFetchTransport(services.url, token);
    const provider = providerSchema.parse({ id: 'ollama', type: 'ollama' });
    const view = await ask(transport, 'providers.save', { provider });
    expect(view.credentials).toEqual({ state: 'ready', detail: 'The server asks for no key.' });
  });
});
