import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configSchema } from '../../contract/config.ts';
import { compose, type Krouter } from '../../main/compose.ts';
import { createMemorySecretStore } from '../../main/platform/memory-secret-store.ts';
import { createStreamLog } from '../../main/platform/stream-log.ts';
import { demoCredentials } from '../../main/simulator/demo-credentials.ts';
import { type Simulator, startSimulator } from '../../main/simulator/start-simulator.ts';
import { type GoogleServer, makePrivateKey, startGoogle } from '../providers/vertex/google-server.ts';
import { claudeStream, geminiStream } from '../providers/vertex/vertex-answers.ts';

const KEY = 'sk-krouter-vertex-0123456789';
const folder = mkdtempSync(join(tmpdir(), 'krouter-vertex-'));
const logLines: string[] = [];
let google: GoogleServer;
let simulator: Simulator;
let krouter: Krouter;
let url: string;

beforeAll(async () => {
  google = await startGoogle({ now: Date.now, privateKey: makePrivateKey() });
  google.answer(({ path }) =>
    path.includes('/anthropic/') ? claudeStream('Grüße 🦊') : geminiStream('Grüße 🦊'),
  );
  simulator = await startSimulator({ regions: ['us-east-1'], accessKeys: [demoCredentials] });
  const region = simulator.region('us-east-1');
  const secrets = createMemorySecretStore();
  await secrets.write('vertex', { apiKey: google.keyFile });
  krouter = compose({
    config: configSchema.parse({
      apiKey: KEY,
      port: 0,
      logLevel: 'debug',
      providers: [
        {
          id: 'bedrock',
          type: 'bedrock',
          region: 'us-east-1',
          endpoint: region.endpoint,
          credentials: { source: 'env' },
        },
        {
          id: 'vertex',
          type: 'vertex',
          project: 'my-project',
          location: 'europe-west4',
          endpoint: google.url,
          credentials: { source: 'keychain' },
        },
      ],
      combos: [{ id: 'ladder', models: ['bedrock/anthropic.claude-sonnet-4-5', 'vertex/claude-sonnet-4-5'] }],
    }),
    key: { value: KEY, foundIn: 'this test' },
    ledgerPath: join(folder, 'ledger.sqlite'),
    log: createStreamLog({ write: (line) => logLines.push(line) }, 'debug'),
    env: {
      AWS_ACCESS_KEY_ID: demoCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: demoCredentials.secretAccessKey,
    },
    secrets,
  });
  url = `http://127.0.0.1:${(await krouter.edge.listen()).port}`;
});
afterAll(async () => {
  await krouter.close(0);
  await simulator.close();
  await google.close();
  rmSync(folder, { recursive: true, force: true });
});

const messages = [{ role: 'user' as const, content: 'hi' }];

describe('a provider on Vertex, behind every kind of client', () => {
  it.each(['vertex/claude-sonnet-4-5', 'vertex/gemini-2.5-flash'])(
    '%s answers Anthropic, OpenAI and Google',
    async (model) => {
      const anthropic = new Anthropic({ baseURL: url, apiKey: KEY, maxRetries: 0 });
      const message = await anthropic.messages.create({ model, max_tokens: 50, messages });
      expect(message.content).toMatchObject([{ type: 'text', text: 'Grüße 🦊' }]);
      const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: KEY, maxRetries: 0 });
      const chat = await openai.chat.completions.create({ model, messages });
      expect(chat.choices[0]?.message.content).toBe('Grüße 🦊');
      expect(chat.usage).toMatchObject({ prompt_tokens: 9, completion_tokens: 5 });
      const genai = new GoogleGenAI({ vertexai: true, apiKey: KEY, httpOptions: { baseUrl: url } });
      expect((await genai.models.generateContent({ model, contents: 'hi' })).text).toBe('Grüße 🦊');
    },
  );

  it('takes over from Bedrock, and the ledger has its tokens', async () => {
    await simulator.region('us-east-1').fault({ kind: 'http-error', error: 'ThrottlingException' });
    const response = await fetch(`${url}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': KEY, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'ladder', max_tokens: 50, messages }),
    });
    expect(response.headers.get('x-krouter-provider')).toBe('vertex');
    await response.text();
    await expect
      .poll(() => krouter.metering.ledger.get(String(response.headers.get('x-krouter-request-id'))))
      .toMatchObject({ provider: 'vertex', inputTokens: 9, outputTokens: 5 });
  });

  it('leaves no word of key or token in the log', () => {
    expect(google.issued.length).toBeGreaterThan(0);
    expect(logLines.join()).not.toMatch(/ya29|PRIVATE KEY|sk-krouter-vertex/);
  });
});
