import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConnectedApp, connectedAppSchema } from '../../../contract/connected-app.ts';
import { callingApp } from '../../../main/metering/app-name.ts';
import type { AppConnector } from '../../../main/services/apps/app-connector.ts';
import { allTargets } from '../../../main/services/apps/targets/all-targets.ts';
import { createTemporaryHome, KEY, type TemporaryHome } from './temporary-home.ts';

let home: TemporaryHome;
beforeEach(() => {
  home = createTemporaryHome();
});
afterEach(() => home.remove());

async function cardOf(apps: AppConnector, id: string): Promise<ConnectedApp | undefined> {
  return (await apps.list()).find((app) => app.id === id);
}

describe('the list of apps', () => {
  it('fits the contract, names every app once and shows the key nowhere', async () => {
    const list = await home.start().list();
    for (const app of list) connectedAppSchema.parse(app);
    expect(new Set(list.map(({ id }) => id)).size).toBe(allTargets.length);
    expect(JSON.stringify(list)).not.toContain(KEY);
    expect(list.filter(({ way }) => way === 'one-click').map(({ id }) => id)).toEqual([
      'claude-code',
      'codex',
      'vs-code',
      'opencode',
      'continue',
      'zed',
      'aider',
      'goose',
    ]);
    expect(list.filter(({ way }) => way === 'guided').map(({ id }) => id)).toEqual([
      'cline',
      'roo-code',
      'jetbrains',
      'xcode',
      'gemini-cli',
      'ollama-apps',
      'bedrock-apps',
    ]);
  });

  it('says honestly of Cursor that its servers cannot reach this machine', async () => {
    home.put('.config/Cursor/User/settings.json', '{}');
    expect(await cardOf(home.start(), 'cursor')).toMatchObject({
      way: 'impossible',
      state: 'not-connected',
      reason: expect.stringMatching(/own servers.*cannot reach/),
    });
  });

  it('gives texts to copy for the guided ones', async () => {
    const copies = async (id: string) =>
      (await cardOf(home.start(), id))?.steps.flatMap(({ copy }) => copy ?? []);
    expect(await copies('cline')).toEqual(['http://127.0.0.1:20128', 'claude-sonnet-4-6']);
    expect(await copies('jetbrains')).toEqual(['http://127.0.0.1:20128/v1', 'claude-sonnet-4-6']);
    expect(await copies('gemini-cli')).toEqual([
      "export GOOGLE_GEMINI_BASE_URL='http://127.0.0.1:20128'",
      `export GEMINI_API_KEY="$(cat '/data/krouter/api-key')"`,
      'gemini --model claude-sonnet-4-6',
    ]);
    expect(await copies('ollama-apps')).toEqual([
      'http://127.0.0.1:20128',
      'http://127.0.0.1:20128/key/KEY',
      "export OLLAMA_HOST='http://127.0.0.1:20128'",
    ]);
    expect(await copies('bedrock-apps')).toEqual([
      "export AWS_ENDPOINT_URL_BEDROCK_RUNTIME='http://127.0.0.1:20128'",
      `export AWS_BEARER_TOKEN_BEDROCK="$(cat '/data/krouter/api-key')"`,
      "export ANTHROPIC_BEDROCK_BASE_URL='http://127.0.0.1:20128/bedrock'",
    ]);
    expect(await copies('codex')).toEqual([
      `export KROUTER_API_KEY="$(cat '/data/krouter/api-key')"`,
      'codex --profile krouter',
    ]);
  });

  it('finds apps by their folders, their programs and their extensions', async () => {
    home.put('.codex/auth.json', '{}');
    home.put('bin/aider', '');
    home.put('.vscode/extensions/extensions.json', '[{"identifier":{"id":"RooVeterinaryInc.roo-cline"}}]');
    const apps = home.start({ env: { PATH: `/nowhere:${home.path('bin')}` } });
    const states = Object.fromEntries((await apps.list()).map(({ id, state }) => [id, state]));
    expect(states).toMatchObject({
      codex: 'not-connected',
      aider: 'not-connected',
      'roo-code': 'not-connected',
    });
    expect(states).toMatchObject({ zed: 'not-installed', goose: 'not-installed', cline: 'not-installed' });
  });

  it('goes by the folders that an app’s own variables name', async () => {
    const env = {
      CLAUDE_CONFIG_DIR: home.path('claude'),
      CODEX_HOME: home.path('codex'),
      XDG_CONFIG_HOME: home.path('xdg'),
    };
    const apps = home.start({ env });
    expect((await cardOf(apps, 'claude-code'))?.file).toBe(home.path('claude/settings.json'));
    expect((await cardOf(apps, 'codex'))?.file).toBe(home.path('codex/krouter.config.toml'));
    expect((await cardOf(apps, 'opencode'))?.file).toBe(home.path('xdg/opencode/opencode.json'));
  });

  it('names the files of macOS and Windows', () => {
    const filesOn = (platform: 'darwin' | 'win32', place: string) =>
      Object.fromEntries(
        allTargets.flatMap((target) =>
          target.way === 'one-click'
            ? [[target.id, target.files({ platform, home: place, env: {} })[0]]]
            : [],
        ),
      );
    expect(filesOn('darwin', '/Users/me')).toMatchObject({
      'vs-code': '/Users/me/Library/Application Support/Code/User/chatLanguageModels.json',
      zed: '/Users/me/.config/zed/settings.json',
      goose: '/Users/me/.config/goose/custom_providers/krouter.json',
    });
    expect(filesOn('win32', 'C:\\Users\\me')).toMatchObject({
      'claude-code': 'C:\\Users\\me\\.claude\\settings.json',
      'vs-code': 'C:\\Users\\me\\AppData\\Roaming\\Code\\User\\chatLanguageModels.json',
      zed: 'C:\\Users\\me\\AppData\\Roaming\\Zed\\settings.json',
      goose: 'C:\\Users\\me\\AppData\\Roaming\\Block\\goose\\config\\custom_providers\\krouter.json',
    });
  });
});

describe('variables that get in the way', () => {
  it('are found in the environment', async () => {
    const apps = home.start({ env: { ANTHROPIC_API_KEY: 'sk-ant-x' } });
    expect((await cardOf(apps, 'claude-code'))?.conflict).toMatch(
      /^ANTHROPIC_API_KEY is set in the environment/,
    );
  });

  it.each([
    ['.zshrc', 'export CLAUDE_CODE_USE_BEDROCK=1', true],
    ['.bashrc', '  CLAUDE_CODE_USE_BEDROCK=1', true],
    ['.config/fish/config.fish', 'set -gx CLAUDE_CODE_USE_BEDROCK 1', true],
    ['.zshrc', '# export CLAUDE_CODE_USE_BEDROCK=1', false],
    ['.zshrc', 'export CLAUDE_CODE_USE_BEDROCK=', false],
    ['.zshrc', 'echo $CLAUDE_CODE_USE_BEDROCK', false],
  ])('are found in %s: %s', async (file, line, isFound) => {
    home.put(file, `# start\n${line}\n`);
    const { conflict } = (await cardOf(home.start(), 'claude-code')) ?? {};
    expect(conflict?.includes(home.path(file)) ?? false).toBe(isFound);
  });
});

describe('an app’s first request', () => {
  it('is waited for after connecting, and told once', async () => {
    const apps = home.start();
    apps.seen('claude-code', 1_000);
    await apps.connect('claude-code');
    expect((await cardOf(apps, 'claude-code'))?.lastSeenAt).toBeUndefined();
    const before = home.told.seen;
    for (let at = 2_000; at < 2_100; at += 1) apps.seen('claude-code', at);
    expect((await cardOf(apps, 'claude-code'))?.lastSeenAt).toBe(2_099);
    expect(home.told.seen).toBe(before + 1);
  });

  it('is remembered over a restart, to the hour', async () => {
    const apps = home.start();
    await apps.connect('codex');
    apps.seen('codex', 10_000);
    await apps.list();
    apps.seen('codex', 20_000);
    expect((await cardOf(home.start(), 'codex'))?.lastSeenAt).toBe(10_000);
    apps.seen('codex', 10_000 + 3_600_000);
    await apps.list();
    expect((await cardOf(home.start(), 'codex'))?.lastSeenAt).toBe(3_610_000);
  });

  it('connects a guided app', async () => {
    const apps = home.start();
    apps.seen('cline', 5_000);
    expect(await cardOf(apps, 'cline')).toMatchObject({ state: 'connected', lastSeenAt: 5_000 });
  });

  it('by the name of a library counts for the app that is connected, and for no other', async () => {
    const apps = home.start();
    apps.seen('openai-python', 1_000);
    expect((await cardOf(apps, 'aider'))?.lastSeenAt).toBeUndefined();
    await apps.connect('aider');
    apps.seen('openai-python', 2_000);
    apps.seen('curl', 3_000);
    expect((await cardOf(apps, 'aider'))?.lastSeenAt).toBe(2_000);
  });

  it.each([
    ['claude-cli/2.1.304 (external, cli)', 'claude-code'],
    ['codex_cli_rs/0.162.1 (Debian 13; x86_64)', 'codex'],
    ['GitHubCopilotChat/0.40.0', 'vs-code'],
    ['opencode/2.0.15 ai-sdk/provider-utils/4', 'opencode'],
    ['Zed/1.2.3 (linux; x86_64)', 'zed'],
    ['GeminiCLI/0.20.0 (linux; x64)', 'gemini-cli'],
    ['Cursor/2.0', 'cursor'],
  ])('with the user agent %s is of %s', async (agent, id) => {
    const apps = home.start();
    apps.seen(callingApp({ 'user-agent': agent }).app, 7_000);
    expect((await cardOf(apps, id))?.lastSeenAt).toBe(7_000);
  });
});
