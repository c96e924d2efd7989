import { GetInferenceProfileCommand, paginateListInferenceProfiles, ListFoundationModelsCommand, ListProvisionedModelThroughputsCommand, GetFoundationModelAvailabilityCommand, GetFoundationModelCommand } from '@aws-sdk/client-bedrock';
import { CountTokensCommand, InvokeModelCommand, InvokeModelWithResponseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import type { Simulator } from '../../main/simulator/start-simulator.ts';
import { anthropicClient, claudeBody, controlClient, HAIKU_45, OPUS_48, runtimeClient, SONNET_46, startOne } from './support.ts';

let simulator: Simulator;
let region: SimulatedRegion;

beforeAll(async () => {
  ({ simulator, region } = await startOne({
    applicationProfiles: [
      { region: 'us-east-1', id: 'abc123def456', name: 'team-assistant', modelId: 'anthropic.claude-sonnet-4-6' },
    ],
    provisionedThroughputs: [
      { region: 'us-east-1', id: 'pt1234567890', name: 'reserved', modelId: 'anthropic.claude-sonnet-4-6' },
    ],
  }));
});
afterAll(() => simulator.close());

describe('the AWS SDK against a simulated region', () => {
  it('invokes a model through an inference profile', async () => {
    const output = await runtimeClient(region).send(
      new InvokeModelCommand({ modelId: HAIKU_45, body: JSON.stringify(claudeBody('say exactly: Grüße 🌍')) }),
    );
    const message = JSON.parse(output.body.transformToString());
    expect(message).toMatchObject({
      type: 'message',
      role: 'assistant',
      model: 'claude-haiku-4-5-20251001',
      content: [{ type: 'text', text: 'Grüße 🌍' }],
      stop_reason: 'end_turn',
    });
    expect(output.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
  it('streams', async () => {
    const output = await runtimeClient(region).send(
      new InvokeModelWithResponseStreamCommand({ modelId: SONNET_46, body: JSON.stringify(claudeBody('count to 50')) }),
    );
    let text = '';
    let last: unknown;
    for await (const event of output.body ?? []) {
      last = JSON.parse(Buffer.from(event.chunk?.bytes ?? []).toString('utf8'));
      const { delta } = JSON.parse(Buffer.from(event.chunk?.bytes ?? []).toString('utf8'));
      text += delta?.text ?? '';
    }
    expect(text).toBe(Array.from({ length: 50 }, (_, i) => i + 1).join(' '));
    expect(last).toMatchObject({
      type: 'message_stop',
      'amazon-bedrock-invocationMetrics': { outputTokenCount: 50 },
    });
  });
});
