import { existsSync } from 'node:fs';
import { parse as parseJsonc } from 'jsonc-parser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { appDiffSchema, connectedAppSchema } from '../../../contract/connected-app.ts';
import { REAL_CONFIGS } from './real-configs.ts';
import { createTemporaryHome, KEY, type TemporaryHome } from './temporary-home.ts';

let home: TemporaryHome;
beforeEach(() => {
  home = createTemporaryHome();
});
afterEach(() => home.remove());

const IDS = Object.keys(REAL_CONFIGS);
const real = (id: string): readonly [string, string] =>
  Object.entries(REAL_CONFIGS).find(([name]) => name === id)?.[1] ?? ['', ''];

describe('connecting an app in one click', () => {
  it.each(IDS)('%s: a real settings file is edited and given back to the byte', async (id) => {
    const [file, text] = real(id);
    home.put(file, text);
    const apps = home.start();
    const card = await apps.connect(id);
    expect(connectedAppSchema.parse(card)).toMatchObject({ id, state: 'connected', file: home.path(file) });
    expect(home.get(file)).not.toBe(text);
    for (const line of text.split('\n').filter((candidate) => /#|\/\//.test(candidate))) {
      expect(home.get(file)).toContain(line.trim());
    }
    const undone = await apps.undo(id);
    expect(undone.state).toBe('not-connected');
    expect(home.get(file)).toBe(text);
  });

  it.each(IDS)('%s: a file that was not there is made, with its folders, and both go again', async (id) => {
    const apps = home.start();
    const { file = '' } = await apps.connect(id);
    expect(existsSync(file)).toBe(true);
    await apps.undo(id);
    expect(existsSync(file)).toBe(false);
    expect(existsSync(home.path('.config'))).toBe(false);
    expect((await apps.list()).find((app) => app.id === id)?.state).toBe('not-installed');
  });

  it.each(IDS)('%s: what is shown first is what happens, and shows no key', async (id) => {
    const [file, text] = real(id);
    home.put(file, text);
    const apps = home.start();
    const diff = appDiffSchema.parse(await apps.preview(id));
    expect(home.get(file)).toBe(text);
    expect(JSON.stringify(diff)).not.toContain(KEY);
    expect(JSON.stringify(diff)).not.toMatch(/secret-of-theirs|sk-theirs-123456/);
    expect(diff.notes?.[0]).toContain('key');
    await apps.connect(id);
    const hidden = `••••••••${KEY.slice(-4)}`;
    const done = home.get(file).replaceAll(KEY, hidden);
    expect(diff.after.replace(/••••••••3456/, 'sk-theirs-123456')).toBe(done);
  });

  it.each(IDS)('%s: is refused when it is connected already', async (id) => {
    const apps = home.start();
    await apps.connect(id);
    await expect(apps.connect(id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(apps.preview(id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is refused when the file points at kRouter though nothing is noted', async () => {
    await home.start().connect('aider');
    home.put('.krouter/app-journal.json', '{"version":1,"connections":{},"backups":{},"seen":{}}');
    await expect(home.start().connect('aider')).rejects.toThrow('already uses kRouter');
    await expect(home.start().undo('aider')).rejects.toThrow('nothing to undo');
  });

  it('needs a model for the apps that have to be told of one, and only for those', async () => {
    const apps = home.start({ setup: { models: [] } });
    await expect(apps.connect('opencode')).rejects.toThrow('Add a provider first');
    await expect(apps.connect('claude-code')).resolves.toMatchObject({ state: 'connected' });
  });

  it('does not know an app of another name', async () => {
    await expect(home.start().connect('emacs')).rejects.toMatchObject({ code: 'not_found' });
    await expect(home.start().connect('cursor')).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('what is written', () => {
  async function written(id: string, read: (text: string) => unknown): Promise<unknown> {
    const [file, text] = real(id);
    home.put(file, text);
    await home.start().connect(id);
    return read(home.get(file));
  }
  const json = (text: string): unknown => parseJsonc(text);

  it('Claude Code: address, token and model discovery, and nothing that would win over them', async () => {
    expect(await written('claude-code', json)).toMatchObject({
      env: {
        ANTHROPIC_BASE_URL: 'http://127.0.0.1:20128',
        ANTHROPIC_AUTH_TOKEN: KEY,
        CLAUDE_CODE_ENABLE_GATEWAY_MODEL_DISCOVERY: '1',
        DISABLE_TELEMETRY: '1',
      },
      model: 'opus',
    });
    expect(home.get('.claude/settings.json')).not.toMatch(/ANTHROPIC_API_KEY|USE_BEDROCK/);
  });

  it('Codex: a profile file of its own, the key by variable', async () => {
    await home.start().connect('codex');
    expect(home.get('.codex/krouter.config.toml')).toBe(
      [
        'model = "claude-sonnet-4-6"',
        'model_provider = "krouter"',
        '',
        '[model_providers.krouter]',
        'name = "kRouter"',
        'base_url = "http://127.0.0.1:20128/v1"',
        'wire_api = "responses"',
        'env_key = "KROUTER_API_KEY"',
        '',
      ].join('\n'),
    );
  });

  it('VS Code: one provider with its models, beside the others', async () => {
    expect(await written('vs-code', json)).toMatchObject([
      { name: 'Azure' },
      {
        name: 'kRouter',
        vendor: 'customendpoint',
        apiKey: KEY,
        apiType: 'messages',
        models: [
          { id: 'claude-sonnet-4-6', url: 'http://127.0.0.1:20128/v1/messages', maxOutputTokens: 64_000 },
          { id: 'claude-opus-4-6' },
        ],
      },
    ]);
  });

  it('opencode: a provider over the Anthropic package', async () => {
    expect(await written('opencode', json)).toMatchObject({
      provider: {
        ollama: {},
        krouter: {
          npm: '@ai-sdk/anthropic',
          options: { baseURL: 'http://127.0.0.1:20128/v1', apiKey: KEY },
          models: { 'claude-sonnet-4-6': { name: 'Claude Sonnet 4.6' } },
        },
      },
    });
  });

  it('Continue: one model after the others', async () => {
    expect(await written('continue', parseYaml)).toMatchObject({
      name: 'My config',
      models: [
        { name: 'GPT' },
        {
          name: 'kRouter: Claude Sonnet 4.6',
          provider: 'anthropic',
          model: 'claude-sonnet-4-6',
          apiBase: 'http://127.0.0.1:20128/v1',
          apiKey: KEY,
          roles: ['chat', 'edit', 'apply'],
        },
        { name: 'kRouter: Claude Opus 4.6' },
      ],
      context: [{ provider: 'code' }],
    });
  });

  it('Zed: a provider without the key, which Zed keeps elsewhere', async () => {
    expect(await written('zed', json)).toMatchObject({
      language_models: {
        anthropic_compatible: {
          krouter: {
            api_url: 'http://127.0.0.1:20128',
            available_models: [
              {
                name: 'claude-sonnet-4-6',
                capabilities: { tools: true, images: true, prompt_caching: true },
              },
              {},
            ],
          },
        },
      },
    });
    expect(home.get('.config/zed/settings.json')).not.toContain(KEY);
  });

  it('aider: the OpenAI address, the key and the model', async () => {
    expect(await written('aider', parseYaml)).toMatchObject({
      'openai-api-base': 'http://127.0.0.1:20128/v1',
      'openai-api-key': KEY,
      model: 'openai/claude-sonnet-4-6',
      'dark-mode': true,
    });
  });

  it('Goose: a provider of its own that asks for no keychain', async () => {
    expect(await written('goose', json)).toMatchObject({
      name: 'krouter',
      engine: 'anthropic',
      base_url: 'http://127.0.0.1:20128',
      headers: { 'x-api-key': KEY },
      requires_auth: false,
    });
  });

  it('Continue is left alone while it still uses its old file', async () => {
    home.put('.continue/config.json', '{"models":[]}');
    await expect(home.start().connect('continue')).rejects.toThrow('config.json');
    expect(existsSync(home.path('.continue/config.yaml'))).toBe(false);
  });
});
