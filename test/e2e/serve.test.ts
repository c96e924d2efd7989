import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCredentials } from '../../main/simulator/demo-credentials.ts';
import { type Simulator, startSimulator } from '../../main/simulator/start-simulator.ts';
import { dataLines } from './callers.ts';
import { cleanUpCli, freshFolder, type RunningCli, runCli, startCli, writeConfig } from './run-cli.ts';
import { bedrock, pause, SONNET } from './start-engine.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({
    regions: ['us-east-1', 'us-west-2'],
    accessKeys: [demoCredentials],
    tokenDelayMs: 15,
  });
});
afterAll(async () => {
  cleanUpCli();
  await simulator.close();
});

const KEY = 'sk-krouter-serve-0123456789';
const ENV = {
  AWS_ACCESS_KEY_ID: demoCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: demoCredentials.secretAccessKey,
};

function config(): string {
  const regions = [...simulator.regions.values()];
  return writeConfig({
    apiKey: KEY,
    port: 0,
    providers: regions.map(bedrock),
    combos: [{ id: 'pair', models: regions.map(({ region }) => `bedrock-${region}/${SONNET}`) }],
  });
}

function chat({ url }: RunningCli, text: string, stream: boolean): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'pair', stream, messages: [{ role: 'user', content: text }] }),
  });
}

describe('krouter serve', () => {
  it('without a configuration says what is missing and is healthy all the same', async () => {
    const running = await startCli(['serve', '--port', '0']);
    const { stdout } = running.output;
    expect(stdout).toMatch(/No provider is configured/);
    expect(stdout).toContain('AWS_REGION');
    expect(stdout).toContain('config.json');
    expect(stdout).toContain('krouter demo');
    const health = await fetch(`${running.url}/health`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ status: 'ok' });
    running.signal('SIGINT');
    expect(await running.ended()).toMatchObject({ code: 0, stderr: '' });
  });

  it('answers with a configuration, and shows neither key nor secrets', async () => {
    const running = await startCli(['serve', '--config', config()], { env: ENV });
    const response = await chat(running, 'say exactly: From a child process.', false);
    expect(await response.json()).toMatchObject({
      choices: [{ message: { content: 'From a child process.' } }],
    });
    running.signal('SIGTERM');
    const { code, stdout, stderr } = await running.ended();
    expect(code).toBe(0);
    expect(stdout + stderr).not.toContain(KEY);
    expect(stdout + stderr).not.toContain(demoCredentials.secretAccessKey);
  });

  it('uses what the environment offers when there is no file, and says so', async () => {
    const running = await startCli(['serve', '--port', '0'], { env: { ...ENV, AWS_REGION: 'us-east-1' } });
    expect(running.output.stdout).toContain(
      'using Bedrock in us-east-1 with the access key from the environment',
    );
    expect(running.output.stdout).not.toMatch(/No provider is configured/);
    running.signal('SIGTERM');
    expect((await running.ended()).code).toBe(0);
  });

  it('lets a live stream finish when it is told to stop, and then exits 0 with the row written', async () => {
    const dataDir = join(freshFolder(), 'data');
    const running = await startCli(['serve', '--config', config(), '--data-dir', dataDir], { env: ENV });
    const response = await chat(running, 'count to 60', true);
    const answer = response.text();
    await pause(150);
    running.signal('SIGTERM');
    await pause(50);
    const refused = await fetch(`${running.url}/health`).then(
      ({ status }) => status,
      () => 'refused',
    );
    expect([503, 'refused']).toContain(refused);
    const data = dataLines(await answer);
    expect(data.at(-1)).toBe('[DONE]');
    const text = data.map((line) => /"content":"([^"]*)"/.exec(line)?.[1] ?? '').join('');
    expect(text).toBe(Array.from({ length: 60 }, (_, index) => index + 1).join(' '));
    expect((await running.ended()).code).toBe(0);
    const id = response.headers.get('x-krouter-request-id') ?? 'none';
    expect(readFileSync(join(dataDir, 'ledger.sqlite'), 'latin1')).toContain(id);
  });

  it('ends at once when it is told twice', async () => {
    const running = await startCli(['serve', '--config', config()], { env: ENV });
    const answer = chat(running, 'count to 5000', true).then((response) => response.text());
    const broken = answer.catch(() => 'broken off');
    await pause(150);
    running.signal('SIGTERM');
    await pause(50);
    running.signal('SIGTERM');
    expect((await running.ended()).code).toBe(130);
    await broken;
  });
});

describe('krouter models', () => {
  it('lists every name and who would answer, as text and as JSON', async () => {
    const { code, stdout } = await runCli(['models', '--config', config()], { env: ENV });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^pair /m);
    expect(stdout).toMatch(
      new RegExp(`^bedrock/${SONNET} .*\\(bedrock-us-east-1, bedrock-us-west-2\\)$`, 'm'),
    );
    const json = await runCli(['models', '--json', '--config', config()], { env: ENV });
    expect(JSON.parse(json.stdout)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: `bedrock-us-west-2/${SONNET}`, kind: 'provider' }),
      ]),
    );
  });

  it('says so when there is nobody to ask', async () => {
    const { code, stdout } = await runCli(['models']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('No provider is configured'),
    });
  });
});

describe('krouter check', () => {
  it('goes through every provider and ends well', async () => {
    const { code, stdout, stderr } = await runCli(['check', '--config', config()], { env: ENV });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('bedrock-us-east-1');
    expect(stdout).toContain('bedrock-us-west-2');
    expect(stdout).not.toContain('FAILED');
  });

  it('names what fails, and how to put it right, with exit 1', async () => {
    const { code, stdout, stderr } = await runCli(['check', 'bedrock-us-east-1', '--config', config()], {
      env: { ...ENV, AWS_SECRET_ACCESS_KEY: 'wrong'.repeat(8) },
    });
    expect(stdout).toContain('FAILED');
    expect(stdout).not.toContain('bedrock-us-west-2');
    expect(stdout + stderr).not.toContain('wrongwrong');
    expect(code).toBe(1);
  });
});

describe('krouter demo --once', () => {
  it('shows an answer from either region without an account, and ends well', async () => {
    const { code, stdout, stderr } = await runCli(['demo', '--once', '--port', '0']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/us-east-1 us\.anthropic\.claude-sonnet-4-6 \| 1 attempt/);
    expect(stdout).toMatch(/us-west-2 us\.anthropic\.claude-sonnet-4-6 \| 2 attempts/);
    expect(stdout.match(/^< \S+/gm)).toHaveLength(2);
    expect(stdout).toMatch(/\d+ in, \d+ out, \$0\.\d+/);
  });
});
