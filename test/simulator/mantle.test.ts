import { AnthropicBedrockMantle } from '@anthropic-ai/bedrock-sdk';
import { APIError } from '@anthropic-ai/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoBearerKey, demoCredentials } from '../../main/simulator/demo-credentials.ts';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import { type Simulator, startSimulator } from '../../main/simulator/start-simulator.ts';

let simulator: Simulator;
let region: SimulatedRegion;
beforeAll(async () => {
  simulator = await startSimulator({
    regions: ['us-east-1'],
    accessKeys: [demoCredentials],
    bearerKeys: [demoBearerKey],
  });
  region = simulator.region('us-east-1');
});
afterAll(() => simulator.close());
beforeEach(() => region.fault());

type Options = ConstructorParameters<typeof AnthropicBedrockMantle>[0];

/** The real SDK's client for this endpoint, signing by itself. */
function client(options: Options = {}): AnthropicBedrockMantle {
  return new AnthropicBedrockMantle({
    baseURL: `${region.endpoint}/anthropic`,
    awsRegion: 'us-east-1',
    awsAccessKey: demoCredentials.accessKeyId,
    awsSecretAccessKey: demoCredentials.secretAccessKey,
    maxRetries: 0,
    ...options,
  });
}

const PARAMS = {
  model: 'anthropic.claude-opus-4-8',
  max_tokens: 200,
  messages: [{ role: 'user' as const, content: 'say exactly: schön 🦊' }],
};

async function faultOf(asked: Promise<unknown>): Promise<APIError> {
  const thrown = await asked.catch((error: unknown) => error);
  if (thrown instanceof APIError) return thrown;
  throw new Error(`the SDK gave ${String(thrown)}`);
}

describe('the Messages endpoint of a simulated region', () => {
  it('answers the real SDK, signed for bedrock-mantle, streamed and whole', async () => {
    const whole = await client().messages.create(PARAMS);
    const streamed = await client().messages.stream(PARAMS).finalMessage();
    for (const message of [whole, streamed]) {
      expect(message.content).toMatchObject([{ type: 'text', text: 'schön 🦊' }]);
      expect(message).toMatchObject({ model: 'claude-opus-4-8', stop_reason: 'end_turn' });
      expect(message.usage.output_tokens).toBeGreaterThan(0);
    }
    expect(JSON.stringify(whole)).not.toContain('amazon-bedrock');
    expect(region.requests.at(-1)).toMatchObject({ operation: 'CreateMessage', status: 200 });
  });

  it('takes API keys, as bearer and in the header of Anthropic', async () => {
    const keys = { awsAccessKey: undefined, awsSecretAccessKey: undefined, apiKey: demoBearerKey };
    await client(keys).messages.create(PARAMS);
    const response = await fetch(`${region.endpoint}/anthropic/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': demoBearerKey, 'anthropic-version': '2023-06-01' },
      body: JSON.stringify(PARAMS),
    });
    expect(response.status).toBe(200);
  });

  it('refuses a signature made for the runtime, or with another secret', async () => {
    const wrong = await faultOf(client({ awsSecretAccessKey: 'wrong' }).messages.create(PARAMS));
    expect(wrong).toMatchObject({ status: 401, type: 'authentication_error' });
    const anonymous = await fetch(`${region.endpoint}/anthropic/v1/messages`, { method: 'POST', body: '{}' });
    expect(anonymous.status).toBe(401);
    const badKey = { awsAccessKey: undefined, awsSecretAccessKey: undefined, apiKey: 'ABSKwrong' };
    expect(await faultOf(client(badKey).messages.create(PARAMS))).toMatchObject({ status: 403 });
  });

  it.each([
    ['a model that only the runtime has', { model: 'anthropic.claude-sonnet-4-6' }, /is not served/],
    ['an inference profile', { model: 'us.anthropic.claude-opus-4-8' }, /is not served/],
    ['an unknown member', { fallbacks: [] }, /fallbacks: Extra inputs/],
    ["the runtime's version", { anthropic_version: 'bedrock-2023-05-31' }, /anthropic_version: Extra inputs/],
    [
      'structured output',
      { output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } },
      /output_config.format: Extra inputs/,
    ],
    [
      'an image by URL',
      {
        messages: [
          {
            role: 'user' as const,
            content: [{ type: 'image', source: { type: 'url', url: 'https://a/b.png' } }],
          },
        ],
      },
      /sources of type 'url' are not supported/,
    ],
  ])('refuses %s', async (_, members, text) => {
    const fault = await faultOf(client().post('/v1/messages', { body: { ...PARAMS, ...members } }));
    expect(fault).toMatchObject({ status: 400, type: 'invalid_request_error' });
    expect(fault.message).toMatch(text);
  });

  it('refuses an unknown flag of the header, and takes a known one', async () => {
    const ask = (beta: string) => client().beta.messages.create({ ...PARAMS, betas: [beta] });
    await ask('context-1m-2025-08-07');
    expect((await faultOf(ask('made-up-2026-01-01'))).message).toMatch(/invalid beta flag/);
  });

  it('counts tokens', async () => {
    const { max_tokens: _, ...counted } = PARAMS;
    const { input_tokens } = await client().messages.countTokens(counted);
    expect(input_tokens).toBeGreaterThan(3);
  });

  it('writes errors in Anthropic’s form, before a stream and inside it', async () => {
    await region.fault({ kind: 'http-error', error: 'ThrottlingException' });
    expect(await faultOf(client().messages.create(PARAMS))).toMatchObject({
      status: 429,
      type: 'rate_limit_error',
    });
    await region.fault({ kind: 'error-chunk', type: 'overloaded_error', message: 'Overloaded', after: 1 });
    await expect(client().messages.stream(PARAMS).finalMessage()).rejects.toThrow(/Overloaded/);
  });
});
