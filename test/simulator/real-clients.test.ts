import {
  GetFoundationModelAvailabilityCommand,
  GetFoundationModelCommand,
  GetInferenceProfileCommand,
  ListFoundationModelsCommand,
  ListProvisionedModelThroughputsCommand,
  paginateListInferenceProfiles,
} from '@aws-sdk/client-bedrock';
import {
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import type { Simulator } from '../../main/simulator/start-simulator.ts';
import { claudeBody, controlClient, HAIKU_45, runtimeClient, SONNET_46, startOne } from './support.ts';

const APP_PROFILE = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123def456';
const PROVISIONED = 'arn:aws:bedrock:us-east-1:123456789012:provisioned-model/pt1234567890';
const modelId = 'anthropic.claude-sonnet-4-6';

let simulator: Simulator;
let region: SimulatedRegion;

beforeAll(async () => {
  ({ simulator, region } = await startOne({
    applicationProfiles: [{ region: 'us-east-1', id: 'abc123def456', name: 'team-assistant', modelId }],
    provisionedThroughputs: [{ region: 'us-east-1', id: 'pt1234567890', name: 'reserved', modelId }],
  }));
});
afterAll(() => simulator.close());

async function invoke(id: string, text: string) {
  const output = await runtimeClient(region).send(
    new InvokeModelCommand({ modelId: id, body: JSON.stringify(claudeBody(text)) }),
  );
  return { message: JSON.parse(output.body.transformToString()), output };
}

describe('the AWS runtime client', () => {
  it('invokes a model through an inference profile', async () => {
    const { message, output } = await invoke(HAIKU_45, 'say exactly: Grüße 🌍');
    expect(message).toMatchObject({
      type: 'message',
      role: 'assistant',
      model: 'claude-haiku-4-5-20251001',
      content: [{ type: 'text', text: 'Grüße 🌍' }],
      stop_reason: 'end_turn',
    });
    expect(output.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([APP_PROFILE, PROVISIONED, 'anthropic.claude-opus-4-8', 'global.anthropic.claude-sonnet-4-6'])(
    'invokes %s',
    async (id) => {
      expect((await invoke(id, 'say exactly: ok')).message.content).toEqual([{ type: 'text', text: 'ok' }]);
    },
  );

  it('streams one frame per event and ends with the metrics', async () => {
    const output = await runtimeClient(region).send(
      new InvokeModelWithResponseStreamCommand({
        modelId: SONNET_46,
        body: JSON.stringify(claudeBody('count to 50')),
      }),
    );
    const events = [];
    for await (const event of output.body ?? []) {
      events.push(JSON.parse(Buffer.from(event.chunk?.bytes ?? []).toString('utf8')));
    }
    const text = events.map((event) => event.delta?.text ?? '').join('');
    expect(text).toBe(Array.from({ length: 50 }, (_, index) => index + 1).join(' '));
    expect(events[0].message.id).toMatch(/^msg_bdrk_/);
    expect(events.at(-1)).toMatchObject({
      type: 'message_stop',
      'amazon-bedrock-invocationMetrics': { outputTokenCount: 50 },
    });
  });

  it('gives the same words streamed and whole', async () => {
    const { message } = await invoke(SONNET_46, 'What is a good name for a cat?');
    const again = await invoke(SONNET_46, 'What is a good name for a cat?');
    expect(message.content[0].text.length).toBeGreaterThan(80);
    expect(again.message.content).toEqual(message.content);
    expect(again.message.id).not.toBe(message.id);
  });

  it('counts tokens for a base id and refuses a profile', async () => {
    const count = (id: string) =>
      runtimeClient(region).send(
        new CountTokensCommand({
          modelId: id,
          input: { invokeModel: { body: Buffer.from(JSON.stringify(claudeBody('x'.repeat(400)))) } },
        }),
      );
    const { inputTokens } = await count(modelId);
    expect(inputTokens).toBeGreaterThanOrEqual(100);
    expect(inputTokens).toBeLessThan(120);
    await expect(count(SONNET_46)).rejects.toMatchObject({
      name: 'ValidationException',
      message: "The provided model doesn't support counting tokens.",
    });
    const { message } = await invoke(SONNET_46, 'x'.repeat(400));
    expect(message.usage.input_tokens).toBe(inputTokens);
  });

  it.each([
    [modelId, 'ValidationException', /with on-demand throughput isn\u2019t supported/],
    ['eu.anthropic.claude-sonnet-4-6', 'ValidationException', /^The provided model identifier is invalid\.$/],
    [APP_PROFILE.replace('us-east-1', 'us-west-2'), 'ValidationException', /identifier is invalid/],
    [APP_PROFILE.replace('abc123', 'zzz999'), 'ValidationException', /identifier is invalid/],
    ['us.anthropic.claude-sonnet-4-20250514-v1:0', 'ResourceNotFoundException', /end of its life/],
  ])('refuses %s', async (id, name, message) => {
    await expect(invoke(id, 'hi')).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });
});

describe('the AWS control-plane client', () => {
  it('lists foundation models and filters them', async () => {
    const list = async (filter: NonNullable<ConstructorParameters<typeof ListFoundationModelsCommand>[0]>) =>
      (await controlClient(region).send(new ListFoundationModelsCommand(filter))).modelSummaries ?? [];
    const all = await list({});
    expect(all.map((model) => model.modelId)).toContain(modelId);
    const legacy = all.find((model) => model.modelId?.includes('opus-4-1'));
    expect(legacy?.modelLifecycle?.status).toBe('LEGACY');
    expect(legacy?.modelLifecycle?.endOfLifeTime).toEqual(new Date('2027-01-08'));
    const onDemand = await list({ byInferenceType: 'ON_DEMAND', byProvider: 'anthropic' });
    expect(onDemand.length).toBeGreaterThan(0);
    expect(onDemand.length).toBeLessThan(all.length);
    expect(onDemand.every((model) => model.inferenceTypesSupported?.includes('ON_DEMAND'))).toBe(true);
    expect(await list({ byProvider: 'cohere' })).toEqual([]);
    expect(await list({ byOutputModality: 'IMAGE' })).toEqual([]);
  });

  it('pages through inference profiles and filters by type', async () => {
    const collect = async (typeEquals?: 'SYSTEM_DEFINED' | 'APPLICATION') => {
      const pages = [];
      const client = controlClient(region);
      for await (const page of paginateListInferenceProfiles(
        { client, pageSize: 5 },
        typeEquals ? { typeEquals } : {},
      )) {
        pages.push(page.inferenceProfileSummaries ?? []);
      }
      return pages;
    };
    const pages = await collect();
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.slice(0, -1).every((page) => page.length === 5)).toBe(true);
    const ids = pages.flat().map((profile) => profile.inferenceProfileId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(SONNET_46);
    expect(ids.some((id) => id?.startsWith('eu.'))).toBe(false);
    expect((await collect('APPLICATION')).flat().map((profile) => profile.inferenceProfileArn)).toEqual([
      APP_PROFILE,
    ]);
  });

  it('describes a profile by id and by ARN', async () => {
    const get = (inferenceProfileIdentifier: string) =>
      controlClient(region).send(new GetInferenceProfileCommand({ inferenceProfileIdentifier }));
    const profile = await get(APP_PROFILE);
    expect(profile).toMatchObject({
      type: 'APPLICATION',
      status: 'ACTIVE',
      inferenceProfileName: 'team-assistant',
    });
    expect(profile.models?.every((model) => model.modelArn?.endsWith(`foundation-model/${modelId}`))).toBe(
      true,
    );
    const world = await get('global.anthropic.claude-sonnet-4-6');
    expect(world.models?.map((model) => model.modelArn)).toContain(
      `arn:aws:bedrock:::foundation-model/${modelId}`,
    );
    await expect(get('us.anthropic.claude-nothing')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('describes a model, its availability and provisioned throughputs', async () => {
    const client = controlClient(region);
    const { modelDetails } = await client.send(new GetFoundationModelCommand({ modelIdentifier: modelId }));
    expect(modelDetails).toMatchObject({ modelId, inferenceTypesSupported: ['INFERENCE_PROFILE'] });
    const availability = await client.send(new GetFoundationModelAvailabilityCommand({ modelId }));
    expect(availability).toMatchObject({
      authorizationStatus: 'AUTHORIZED',
      regionAvailability: 'AVAILABLE',
    });
    const { provisionedModelSummaries } = await client.send(new ListProvisionedModelThroughputsCommand({}));
    expect(provisionedModelSummaries).toMatchObject([
      { provisionedModelArn: PROVISIONED, status: 'InService' },
    ]);
  });
});

describe('regions apart', () => {
  it('offer what their geography offers', async () => {
    const regions = [
      'us-east-1',
      'eu-west-1',
      'ap-northeast-1',
      'ap-southeast-2',
      'us-gov-west-1',
      'sa-east-1',
    ];
    const world = await startOne({ regions });
    try {
      const prefixes = await Promise.all(
        regions.map(async (name) => {
          const client = controlClient(world.simulator.region(name));
          const ids: string[] = [];
          for await (const page of paginateListInferenceProfiles({ client }, {})) {
            ids.push(
              ...(page.inferenceProfileSummaries ?? []).map((profile) => profile.inferenceProfileId ?? ''),
            );
          }
          return [...new Set(ids.map((id) => id.split('.')[0]))].sort();
        }),
      );
      expect(prefixes).toEqual([
        ['global', 'us'],
        ['eu', 'global'],
        ['apac', 'global', 'jp'],
        ['apac', 'au', 'global'],
        ['us-gov'],
        ['global'],
      ]);
    } finally {
      await world.simulator.close();
    }
  });
});
