import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cleanUpCli, freshFolder, runCli, startCli, writeConfig } from './run-cli.ts';

afterAll(cleanUpCli);

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

describe('the command line', () => {
  it('tells its version and its usage, and ends well', async () => {
    expect(await runCli(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    for (const args of [[], ['--help'], ['-h'], ['serve', '--help']]) {
      const { code, stdout, stderr } = await runCli(args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      for (const word of ['serve', 'demo', 'models', 'check', '--config', '--data-dir'])
        expect(stdout).toContain(word);
    }
  });

  it.each([
    [['frobnicate'], 'frobnicate'],
    [['constructor'], 'constructor'],
    [['serve', '--colour'], '--colour'],
    [['serve', '--config'], '--config'],
    [['serve', '--port', 'http'], '--port'],
    [['serve', '--port', '70000'], '--port'],
    [['demo', '--once', '--port', 'http'], '--port'],
  ])('refuses %j with exit 2 and names what is wrong', async (args, word) => {
    const { code, stdout, stderr } = await runCli(args);
    expect(stderr).toContain(word);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe('krouter -t where nothing can be shown', () => {
  it('runs headless and says why in one line', async () => {
    const running = await startCli(['-t', '--port', '0']);
    expect((await fetch(`${running.url}/health`)).status).toBe(200);
    expect(running.output.stderr).toMatch(/^Starting headless: [^\n]+\.\n$/);
    running.signal('SIGTERM');
    expect((await running.ended()).code).toBe(0);
  });
});

describe('a bad configuration', () => {
  it('is refused with exit 2, every fault in it named with its path', async () => {
    const config = writeConfig({
      apiKey: 'short',
      port: 'high',
      colour: 'red',
      logLevel: 'loud',
      retentionDays: 0,
      providers: [
        { id: 'a b', type: 'bedrock', region: 'mars', endpoint: 'ftp://x', credentials: { source: 'file' } },
        { id: 'ok', type: 'bedrock', region: 'us-east-1', secretAccessKey: 'never here', scope: 'wide' },
        { id: 'ok', type: 'anthropic', baseUrl: 'nowhere' },
        { id: 'x', type: 'openai' },
      ],
      combos: [
        { id: 'c', models: [] },
        { id: 'd', models: ['m'], residency: 'e' },
      ],
      prices: { m: { input: -1 } },
    });
    const { code, stdout, stderr } = await runCli(['serve', '--config', config, '--port', '0']);
    const paths = [
      'apiKey',
      'port',
      'colour',
      'logLevel',
      'retentionDays',
      'providers[0].id',
      'providers[0].region',
      'providers[0].endpoint',
      'providers[0].credentials',
      'providers[1].secretAccessKey',
      'providers[1].scope',
      'providers[2].baseUrl',
      'providers[3].type',
      'combos[0].models',
      'combos[1].residency',
      'prices.m.input',
      'prices.m.output',
    ];
    for (const path of paths)
      expect(stderr).toMatch(new RegExp(`^ +${path.replaceAll(/[[\].]/g, '\\$&')}[.:]`, 'm'));
    expect(stderr).toContain(config);
    expect(stderr).not.toContain('never here');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('is refused for two providers, or two combos, of one id', async () => {
    const provider = { id: 'twin', type: 'bedrock', region: 'us-east-1' };
    const combo = { id: 'pair', models: ['m'] };
    const config = writeConfig({ providers: [provider, provider], combos: [combo, combo] });
    const { code, stderr } = await runCli(['serve', '--config', config, '--port', '0']);
    expect(stderr).toMatch(/providers\[1\]\.id.*twin/);
    expect(stderr).toMatch(/combos\[1\]\.id.*pair/);
    expect(code).toBe(2);
  });

  it('that is no JSON, or no file, is named without showing what is in it', async () => {
    for (const text of ['{"apiKey": "sk-secret-key", "port": 1,}', '{"apiKey": sk-secret-key}', '']) {
      const torn = writeConfig(text);
      const first = await runCli(['serve', '--config', torn]);
      expect(first).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(torn) });
      expect(first.stderr).toMatch(/not valid JSON: .* at position \d+/);
      expect(first.stderr).not.toContain('sk-se');
    }
    const missing = join(freshFolder(), 'nowhere.json');
    const second = await runCli(['models', '--config', missing]);
    expect(second).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(missing) });
    expect(second.stderr).not.toMatch(/^\s+at /m);
  });

  it('in the data folder is found there', async () => {
    const config = writeConfig({ nonsense: true });
    const { code, stderr } = await runCli(['serve', '--data-dir', join(config, '..')]);
    expect(stderr).toMatch(/nonsense/);
    expect(code).toBe(2);
  });
});

describe('a port that somebody has', () => {
  it('is named, and no other one is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { code, stdout, stderr } = await runCli(['serve', '--port', port]);
    expect(stderr).toContain(port);
    expect(stderr).toMatch(/another program/);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    await new Promise((resolve) => other.close(resolve));
  });
});

describe('the local key', () => {
  it('is made once for each installation, different in each, for its owner only', async () => {
    const keys: string[] = [];
    for (const folder of [freshFolder(), freshFolder()]) {
      const dataDir = join(folder, 'data');
      for (let start = 0; start < 2; start += 1) {
        const running = await startCli(['serve', '--port', '0', '--data-dir', dataDir]);
        const path = join(dataDir, 'api-key');
        keys.push(readFileSync(path, 'utf8').trim());
        expect(statSync(path).mode & 0o777).toBe(0o600);
        expect(statSync(dataDir).mode & 0o777).toBe(0o700);
        expect(running.output.stdout).toContain(path);
        expect(running.output.stdout + running.output.stderr).not.toContain(keys.at(-1));
        running.signal('SIGTERM');
        expect((await running.ended()).code).toBe(0);
      }
    }
    const [first, again, second, secondAgain] = keys;
    expect(first).toMatch(/^sk-krouter-[\w-]{32}$/);
    expect(again).toBe(first);
    expect(secondAgain).toBe(second);
    expect(second).not.toBe(first);
  });
});
