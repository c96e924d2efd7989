import AnthropicBedrock from '@anthropic-ai/bedrock-sdk';
import { BedrockClient } from '@aws-sdk/client-bedrock';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { demoCredentials } from '../../main/simulator/demo-credentials.ts';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import type { AccessKey } from '../../main/simulator/simulator-options.ts';
import { type Simulator, startSimulator } from '../../main/simulator/start-simulator.ts';

export const SONNET_46 = 'us.anthropic.claude-sonnet-4-6';
export const HAIKU_45 = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
export const OPUS_48 = 'us.anthropic.claude-opus-4-8';

/** Starts one region (us-east-1 unless told) that takes the demo keys. */
export async function startOne(
  options: Partial<Parameters<typeof startSimulator>[0]> = {},
): Promise<{ simulator: Simulator; region: SimulatedRegion }> {
  const simulator = await startSimulator({ regions: ['us-east-1'], accessKeys: [demoCredentials], ...options });
  const [region] = simulator.regions.values();
  if (!region) throw new Error('no region');
  return { simulator, region };
}

type Overrides = { region?: string; credentials?: AccessKey };

/**
 * The AWS SDK's runtime client, one attempt only. It would speak HTTP/2 by itself; the regions speak HTTP/1.1,
 * as kRouter does, so it borrows the control-plane client's handler.
 */
export function runtimeClient(region: SimulatedRegion, overrides: Overrides = {}): BedrockRuntimeClient {
  const { requestHandler } = controlClient(region, overrides).config;
  return new BedrockRuntimeClient({ ...clientOptions(region, overrides), requestHandler });
}

/** The AWS SDK's control-plane client, one attempt only. */
export function controlClient(region: SimulatedRegion, overrides: Overrides = {}): BedrockClient {
  return new BedrockClient(clientOptions(region, overrides));
}

/** Anthropic's own Bedrock client, one attempt only. */
export function anthropicClient(region: SimulatedRegion): AnthropicBedrock {
  return new AnthropicBedrock({
    awsRegion: region.region,
    awsAccessKey: demoCredentials.accessKeyId,
    awsSecretKey: demoCredentials.secretAccessKey,
    baseURL: region.endpoint,
    maxRetries: 0,
  });
}

/** A minimal Claude body. */
export function claudeBody(text: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: 1000,
    messages: [{ role: 'user', content: text }],
    ...more,
  };
}

function clientOptions(region: SimulatedRegion, overrides: Overrides) {
  return {
    region: overrides.region ?? region.region,
    endpoint: region.endpoint,
    credentials: overrides.credentials ?? demoCredentials,
    maxAttempts: 1,
  };
}
