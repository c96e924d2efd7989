import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { cursorProviderSchema } from '../../../contract/cursor-provider.ts';
import type { CheckStep } from '../../../main/core/check-step.ts';
import { createNodeChildProcesses } from '../../../main/platform/node-child-processes.ts';
import { createNodeDuplexHttp } from '../../../main/platform/node-duplex-http.ts';
import { createCursorProvider } from '../../../main/providers/cursor/create-cursor-provider.ts';
import { partFrame } from '../../dialects/cursor/cursor-run.ts';
import { until } from '../../e2e/start-engine.ts';
import { ask, makeRequest, never } from '../vertex/vertex-fixture.ts';
import { greet, type InferenceServer, startInferenceServer, TOKEN } from './inference-server.ts';

const AGENT = join(import.meta.dirname, 'fake-agent.mjs');
const folder = mkdtempSync(join(tmpdir(), 'krouter-cursor-test-'));
const pidFile = join(folder, 'pid');

let server: InferenceServer;
beforeAll(async () => {
  server = await startInferenceServer();
});
beforeEach(() => {
  server.runs.length = 0;
  server.onInvoke(greet);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function make(config: Partial<z.input<typeof cursorProviderSchema>>, key?: string) {
  const parsed = cursorProviderSchema.parse({
    id: 'cursor',
    type: 'cursor',
    models: { sonnet: 'sonnet', mine: 'sonnet-thinking' },
    ...config,
  });
  return createCursorProvider(parsed, {
    env: {},
    secrets: { read: async () => key },
    children: createNodeChildProcesses({ ...process.env, CURSOR_API_KEY: undefined, FAKE_PID_FILE: pidFile }),
    duplex: createNodeDuplexHttp({ firstByte: 2_000, idle: 2_000 }),
    userAgent: 'kRouter/test',
    defaultMaxTokens: 1000,
  });
}

const request = (body = {}) => makeRequest({ model: 'sonnet', ...body });
const says = (text: string) => request({ messages: [{ role: 'user', content: text }] });
const byCli = (key?: string) =>
  make({ program: AGENT, credentials: { source: key === undefined ? 'none' : 'keychain' } }, key);
const byApi = (key = TOKEN) =>
  make({ via: 'api', baseUrl: server.url, credentials: { source: 'keychain' } }, key);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('Cursor’s command line', () => {
  it('answers a conversation given on its input, in a folder with nothing in it', async () => {
    const { answer, sent } = await ask(
      byCli('user-key-1'),
      request({
        system: 'Be brief.',
        messages: [
          { role: 'user', content: 'One; $(touch x) "quoted"' },
          { role: 'assistant', content: 'Two' },
          { role: 'user', content: 'Three' },
        ],
      }),
    );
    const text = answer.blocks[0]?.text ?? '';
    expect(text).toMatch(/^Hällo\. /);
    const seen = JSON.parse(text.slice('Hällo. '.length));
    expect(seen).toMatchObject({ model: 'sonnet', key: 'user-key-1', files: [] });
    expect(seen.prompt).toBe(
      'Be brief.\n\nAnswer the last message of this conversation as the assistant.\n\n' +
        'User:\nOne; $(touch x) "quoted"\n\nAssistant:\nTwo\n\nUser:\nThree',
    );
    expect(answer).toMatchObject({ id: 's-1', stopReason: 'end_turn', usage: {} });
    expect(sent.warnings.map(({ code, param }) => `${code} ${param}`)).toEqual(['dropped max_tokens']);
  });

  it('is sent a single question as it is', async () => {
    const { answer } = await ask(byCli(), says('What?'));
    expect(JSON.parse((answer.blocks[0]?.text ?? '').slice('Hällo. '.length))).toMatchObject({
      prompt: 'What?',
      key: '',
    });
  });

  it.each([
    [{ tools: [{ name: 'f', input_schema: { type: 'object' } }] }, /cannot be given any/],
    [
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } },
            ],
          },
        ],
      },
      /holds an image/,
    ],
  ])('refuses clearly what it cannot be given: %#', async (body, words) => {
    await expect(ask(byCli(), request(body))).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(words),
    });
  });

  it('tells why it failed', async () => {
    await expect(ask(byCli(), says('fail'))).rejects.toThrow('Out of requests.');
    await expect(ask(byCli(), says('die'))).rejects.toThrow(/failed \(3\)/);
    await expect(ask(byCli('wrong'), says('hi'))).rejects.toThrow(/cursor-agent login/);
    await expect(ask(make({ program: 'no-such-cursor-agent' }), says('hi'))).rejects.toThrow(
      /is not installed/,
    );
  });

  it('is ended when the client hangs up', async () => {
    const controller = new AbortController();
    const provider = byCli();
    rmSync(pidFile, { force: true });
    const sent = await provider.send(says('hang'), (await provider.list())[0] ?? never0(), controller.signal);
    await sent.chunks.next();
    await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '');
    const pid = Number(readFileSync(pidFile, 'utf8'));
    expect(isAlive(pid)).toBe(true);
    controller.abort();
    await until(() => !isAlive(pid));
  });

  it('is checked by asking it', async () => {
    const steps: CheckStep[] = [];
    for await (const step of byCli().check(never)) steps.push(step);
    expect(steps.map(({ name, ok }) => [name, ok])).toEqual([
      ['credentials', true],
      ['answer', true],
    ]);
  });
});

describe('Cursor’s private protocol', () => {
  it('has each message of a run sent in its turn, under kRouter’s own name', async () => {
    const { answer } = await ask(byApi(`user_1::${TOKEN}`), request({ system: 'Be brief.' }));
    expect(answer).toMatchObject({
      stopReason: 'end_turn',
      blocks: [{ text: 'Hello.' }],
      usage: { inputTokens: 3, outputTokens: 2 },
    });
    const [run] = server.runs;
    expect(run?.headers).toMatchObject({ 'user-agent': 'kRouter/test', 'connect-protocol-version': '1' });
    expect(Object.keys(run?.headers ?? {}).filter((name) => name.startsWith('x-'))).toEqual([]);
    expect(run?.messages[1]?.['invoke_model'].request).toMatchObject({
      model_id: 'sonnet',
      messages: [
        { role: 4, text: 'Be brief.' },
        { role: 1, text: 'hi' },
      ],
    });
  });

  it('refuses another’s token, and shows none', async () => {
    const failure = await ask(byApi('stolen-token-1'), request()).catch((error) => error);
    expect(failure).toMatchObject({ code: 'upstream_authentication', upstream: { status: 401 } });
    expect(failure.message).not.toContain('stolen');
  });

  it('is an error when it breaks off or falls silent in mid-answer', async () => {
    server.onInvoke((stream) => {
      stream.write(partFrame({ text: { text: 'Hel' } }));
      setTimeout(() => stream.close(2), 20);
    });
    await expect(ask(byApi(), request())).rejects.toMatchObject({ code: 'upstream_error' });
    server.onInvoke((stream) => void stream.write(partFrame({ text: { text: 'Hel' } })));
    await expect(ask(byApi(), request())).rejects.toMatchObject({ code: 'timeout' });
    await expect(ask(make({ via: 'api', baseUrl: 'http://127.0.0.1:1' }), request())).rejects.toMatchObject({
      code: 'upstream_error',
    });
  });

  it('is dropped when the client hangs up', async () => {
    server.onInvoke((stream) => void stream.write(partFrame({ text: { text: 'Hel' } })));
    const controller = new AbortController();
    const provider = byApi();
    const sent = await provider.send(request(), (await provider.list())[0] ?? never0(), controller.signal);
    const first = await sent.chunks.next();
    if (!first.done) sent.decoder.push(first.value);
    controller.abort();
    await until(() => server.runs[0]?.isReset ?? false);
  });

  it('is found by the names that the user has listed alone', async () => {
    expect(await byApi().resolve('claude-sonnet-4-6')).toBeUndefined();
    expect(await byApi().resolve('sonnet-thinking')).toBeUndefined();
    expect(await byApi().resolve('mine')).toMatchObject({
      id: 'sonnet-thinking',
      baseId: 'cursor.sonnet-thinking',
    });
  });
});

function never0(): never {
  throw new Error('there is no model');
}
