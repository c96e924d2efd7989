import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTemporaryHome, KEY, type TemporaryHome } from './temporary-home.ts';

let home: TemporaryHome;
beforeEach(() => {
  home = createTemporaryHome();
});
afterEach(() => home.remove());

const FILE = '.claude/settings.json';
const TEXT = '{\n  "env": {\n    "ANTHROPIC_BASE_URL": "https://gateway.example" // work\n  }\n}\n';

describe('an app whose settings are changed by hand', () => {
  it('is shown as such, and undo leaves the new value alone', async () => {
    home.put(FILE, TEXT);
    const apps = home.start();
    await apps.connect('claude-code');
    home.put(FILE, home.get(FILE).replace('http://127.0.0.1:20128', 'https://mine.example'));
    const card = (await apps.list()).find(({ id }) => id === 'claude-code');
    expect(card?.state).toBe('changed-by-hand');
    await apps.undo('claude-code');
    expect(home.get(FILE)).toBe(TEXT.replace('https://gateway.example', 'https://mine.example'));
  });

  it('can be connected again, and the value set by hand becomes the one to go back to', async () => {
    home.put(FILE, TEXT);
    const apps = home.start();
    await apps.connect('claude-code');
    home.put(FILE, home.get(FILE).replace('http://127.0.0.1:20128', 'https://mine.example'));
    expect((await apps.connect('claude-code')).state).toBe('connected');
    await apps.undo('claude-code');
    expect(home.get(FILE)).toBe(TEXT.replace('https://gateway.example', 'https://mine.example'));
  });

  it('can be let go when the file is gone', async () => {
    home.put(FILE, TEXT);
    const apps = home.start();
    await apps.connect('claude-code');
    rmSync(home.path(FILE));
    expect((await apps.list()).find(({ id }) => id === 'claude-code')?.state).toBe('changed-by-hand');
    expect((await apps.undo('claude-code')).state).toBe('not-connected');
  });

  it('keeps a file that kRouter made and somebody else uses', async () => {
    const apps = home.start();
    await apps.connect('codex');
    const file = '.codex/krouter.config.toml';
    home.put(file, `${home.get(file).replace('wire_api', 'request_max_retries = 2\nwire_api')}`);
    await apps.undo('codex');
    expect(home.get(file)).toBe('\n[model_providers.krouter]\nrequest_max_retries = 2\n');
  });

  it('is left alone when its file is no longer valid, and the card says why', async () => {
    home.put(FILE, TEXT);
    const apps = home.start();
    await apps.connect('claude-code');
    const broken = `${home.get(FILE)}}}`;
    home.put(FILE, broken);
    await expect(apps.undo('claude-code')).rejects.toThrow('not valid JSON');
    expect(home.get(FILE)).toBe(broken);
    const card = (await apps.list()).find(({ id }) => id === 'claude-code');
    expect(card).toMatchObject({
      state: 'changed-by-hand',
      conflict: expect.stringContaining('not valid JSON'),
    });
  });
});

describe('a new address or key', () => {
  it('is said on the card, and a second connection goes back to the user’s own value', async () => {
    home.put(FILE, TEXT);
    await home.start().connect('claude-code');
    const apps = home.start({ setup: { baseUrl: 'http://127.0.0.1:5000', key: 'sk-krouter-another-0000' } });
    const card = (await apps.list()).find(({ id }) => id === 'claude-code');
    expect(card).toMatchObject({
      state: 'connected',
      conflict: expect.stringContaining('http://127.0.0.1:5000'),
    });
    await apps.connect('claude-code');
    expect(home.get(FILE)).toContain('sk-krouter-another-0000');
    expect(home.get(FILE)).not.toContain(KEY);
    await apps.undo('claude-code');
    expect(home.get(FILE)).toBe(TEXT);
  });
});

describe('files of every kind', () => {
  it('a link stays a link, and the file behind it is edited', async () => {
    home.put('dotfiles/claude.json', TEXT);
    mkdirSync(home.path('.claude'));
    symlinkSync('../dotfiles/claude.json', home.path(FILE));
    const apps = home.start();
    await apps.connect('claude-code');
    expect(readlinkSync(home.path(FILE))).toBe('../dotfiles/claude.json');
    expect(home.get('dotfiles/claude.json')).toContain(KEY);
    await apps.undo('claude-code');
    expect(lstatSync(home.path(FILE)).isSymbolicLink()).toBe(true);
    expect(home.get('dotfiles/claude.json')).toBe(TEXT);
  });

  it('a file keeps its mode; a new one is its owner’s only', async () => {
    home.put(FILE, TEXT);
    chmodSync(home.path(FILE), 0o644);
    const apps = home.start();
    await apps.connect('claude-code');
    await apps.connect('aider');
    expect(statSync(home.path(FILE)).mode & 0o777).toBe(0o644);
    expect(statSync(home.path('.aider.conf.yml')).mode & 0o777).toBe(0o600);
    expect(statSync(home.path('.krouter/app-journal.json')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['broken JSON', () => home.put(FILE, '{"env": '), 'not valid JSON'],
    ['another shape', () => home.put(FILE, '{"env": "none"}'), 'something else'],
    ['a list', () => home.put(FILE, '[1]'), 'something else'],
    ['bytes that are no text', () => writeLatin1(home), 'not UTF-8'],
    ['a folder', () => mkdirSync(home.path(FILE), { recursive: true }), 'folder'],
    ['a dangling link', () => dangle(home), 'link'],
    [
      'a key that stands there twice',
      () => home.put(FILE, '{"env":{},"env":{"ANTHROPIC_BASE_URL":"x"}}'),
      'safely',
    ],
  ])('%s is refused with a reason and not touched', async (_kind, prepare, reason) => {
    prepare();
    const apps = home.start();
    await expect(apps.connect('claude-code')).rejects.toThrow(reason);
    const card = (await apps.list()).find(({ id }) => id === 'claude-code');
    expect(card?.state).toBe('not-connected');
    expect((await home.start().list()).find(({ id }) => id === 'claude-code')?.state).toBe('not-connected');
  });

  it.each([
    ['two documents', 'a: 1\n---\nb: 2\n'],
    ['braces', '{ model: gpt }\n'],
    ['a list', '- a\n- b\n'],
    ['a broken line', 'a: [1\nb: 2\n'],
  ])('YAML with %s is refused and not touched', async (_kind, text) => {
    home.put('.aider.conf.yml', text);
    await expect(home.start().connect('aider')).rejects.toMatchObject({ code: 'conflict' });
    expect(home.get('.aider.conf.yml')).toBe(text);
  });
});

function writeLatin1(home: TemporaryHome): void {
  mkdirSync(home.path('.claude'));
  writeFileSync(home.path(FILE), Buffer.from([0x7b, 0xe4, 0x7d]));
}

function dangle(home: TemporaryHome): void {
  mkdirSync(home.path('.claude'));
  symlinkSync('../nowhere.json', home.path(FILE));
}
