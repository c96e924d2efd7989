import { connect, constants } from 'node:http2';
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gather, KROUTER_KEYS } from './bedrock-sdks.ts';
import { closeEngines, pairOf, type RunningEngine, startEngine, until } from './start-engine.ts';

let engine: RunningEngine;
let client: BedrockRuntimeClient;

beforeAll(async () => {
  engine = await startEngine();
  // No handler of ours: by itself this client speaks HTTP/2.
  client = new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: engine.url,
    credentials: KROUTER_KEYS,
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await closeEngines();
});

function ask(text: string, modelId = 'us.anthropic.claude-sonnet-4-6') {
  return { modelId, messages: [{ role: 'user' as const, content: [{ text }] }] };
}

describe('AWS’s runtime client as it comes, over HTTP/2', () => {
  it('is answered, whole and streamed, many times at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, at) => {
        const { output } = await client.send(new ConverseCommand(ask(`say exactly: n${at}`)));
        return output?.message?.content?.[0]?.text;
      }),
    );
    expect(answers).toEqual(Array.from({ length: 20 }, (_, at) => `n${at}`));
    const { stream } = await client.send(new ConverseStreamCommand(ask('count to 300')));
    const events = await gather(stream);
    expect(events.at(-1)?.metadata?.usage?.outputTokens).toBeGreaterThan(200);
  });

  it('meets errors by their own classes', async () => {
    await expect(client.send(new ConverseCommand(ask('hi', 'nope')))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('hangs up, and so does kRouter', async () => {
    const [home] = pairOf(engine);
    await home.fault({ kind: 'stall', ms: 20_000, after: 2 });
    const session = connect(engine.url);
    const { messages } = ask('count to 40');
    const stream = session.request({
      ':method': 'POST',
      ':path': `/model/bedrock-${home.region}%2Fanthropic.claude-sonnet-4-6/converse-stream`,
      authorization: `Bearer ${KROUTER_KEYS.secretAccessKey}`,
    });
    stream.end(JSON.stringify({ messages }));
    await new Promise((resolve) => {
      stream.once('data', resolve);
    });
    stream.close(constants.NGHTTP2_CANCEL);
    await until(() => home.requests.some(({ aborted }) => aborted));
    session.close();
    await home.fault();
  });

  it('is guarded like any other: no key, no answer; a foreign name is no name of ours', async () => {
    const session = connect(engine.url);
    const statusOf = (headers: Record<string, string>) =>
      new Promise<unknown>((resolve, reject) => {
        const stream = session.request({ ':path': '/v1/models', ...headers });
        stream.on('response', (response) => resolve(response[':status'])).on('error', reject);
        stream.resume();
      });
    expect(await statusOf({})).toBe(401);
    expect(await statusOf({ ':authority': 'evil.example' })).toBe(403);
    expect(await statusOf({ authorization: `Bearer ${KROUTER_KEYS.secretAccessKey}` })).toBe(200);
    session.close();
  });
});
