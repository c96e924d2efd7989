import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoCredentials } from '../../main/simulator/demo-credentials.ts';
import { runtimeSdk } from './bedrock-sdks.ts';
import { type MessagesServer, startMessagesServer } from './messages-server.ts';
import {
  bedrock,
  closeEngines,
  invocations,
  pairOf,
  type RunningEngine,
  SONNET,
  startEngine,
} from './start-engine.ts';

const UPSTREAM_KEY = 'sk-ant-api03-e2e-0123456789';
const DIRECT = 'anthropic/claude-sonnet-4-6';
const REGIONAL = `bedrock-us-east-1/${SONNET}`;
const guardrailConfig = { guardrailIdentifier: 'gr1', guardrailVersion: '1' };

let server: MessagesServer;
let engine: RunningEngine;

beforeAll(async () => {
  server = await startMessagesServer(UPSTREAM_KEY);
  engine = await startEngine({
    env: {
      AWS_ACCESS_KEY_ID: demoCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: demoCredentials.secretAccessKey,
      ANTHROPIC_API_KEY: UPSTREAM_KEY,
    },
    config: (regions) => ({
      providers: [...regions.map(bedrock), { id: 'anthropic', type: 'anthropic', baseUrl: server.url }],
      combos: [
        { id: 'direct-first', models: [DIRECT, REGIONAL] },
        { id: 'bedrock-first', models: [REGIONAL, DIRECT] },
      ],
    }),
  });
});
afterAll(async () => {
  await closeEngines();
  await server.close();
});
beforeEach(() => {
  for (const region of engine.regions) region.clear();
});

function converse(modelId: string, more: object = { guardrailConfig }) {
  const messages = [{ role: 'user' as const, content: [{ text: 'trip the guardrail' }] }];
  return runtimeSdk(engine).send(new ConverseCommand({ modelId, messages, ...more }));
}

describe('a guardrail of Bedrock', () => {
  it('stands between Claude and the client, and its word comes back', async () => {
    const answer = await converse(`bedrock/${SONNET}`);
    expect(answer.stopReason).toBe('guardrail_intervened');
  });

  it('is never left out: who cannot apply it does not answer', async () => {
    await expect(converse(DIRECT)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('cannot apply it'),
    });
    expect(server.seen.filter(({ path }) => path === '/v1/messages')).toEqual([]);
  });

  it('is applied by Bedrock, also in a combo whose first target cannot', async () => {
    expect((await converse('bedrock-first')).stopReason).toBe('guardrail_intervened');
    expect((await converse('direct-first')).stopReason).toBe('guardrail_intervened');
    expect(server.seen.filter(({ path }) => path === '/v1/messages')).toEqual([]);
    expect(invocations(pairOf(engine)[0])).toHaveLength(2);
  });

  it('that nobody asked for changes nothing', async () => {
    await converse('direct-first', {});
    expect(server.seen.filter(({ path }) => path === '/v1/messages')).toHaveLength(1);
  });
});
