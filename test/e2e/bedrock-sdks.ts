import AnthropicBedrock from '@anthropic-ai/bedrock-sdk';
import { BedrockClient } from '@aws-sdk/client-bedrock';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { KEY, type RunningEngine } from './start-engine.ts';

/** What a user sets so that AWS's SDKs sign for kRouter. */
export const KROUTER_KEYS = { accessKeyId: 'krouter', secretAccessKey: KEY };

/** Anthropic's Bedrock client, signing with kRouter's key, one attempt only. */
export function bedrockSdk(engine: RunningEngine, keys = KROUTER_KEYS, path = ''): AnthropicBedrock {
  return new AnthropicBedrock({
    baseURL: engine.url + path,
    awsRegion: 'us-east-1',
    awsAccessKey: keys.accessKeyId,
    awsSecretKey: keys.secretAccessKey,
    maxRetries: 0,
  });
}

/** The same with kRouter's key as AWS_BEARER_TOKEN_BEDROCK. */
export function bearerSdk(engine: RunningEngine): AnthropicBedrock {
  return new AnthropicBedrock({ baseURL: engine.url, apiKey: KEY, maxRetries: 0 });
}

type Credentials = typeof KROUTER_KEYS | 'bearer';

/** AWS's runtime client over HTTP/1.1, one attempt only. */
export function runtimeSdk(
  engine: RunningEngine,
  credentials: Credentials = KROUTER_KEYS,
): BedrockRuntimeClient {
  const { requestHandler } = controlSdk(engine).config;
  return new BedrockRuntimeClient({ ...optionsFor(engine.url, credentials), requestHandler });
}

/** AWS's control-plane client, one attempt only. */
export function controlSdk(engine: RunningEngine, credentials: Credentials = KROUTER_KEYS): BedrockClient {
  return new BedrockClient(optionsFor(`${engine.url}/bedrock`, credentials));
}

function optionsFor(endpoint: string, credentials: Credentials) {
  const place = { region: 'us-east-1', endpoint, maxAttempts: 1 };
  if (credentials !== 'bearer') return { ...place, credentials };
  return { ...place, token: { token: KEY }, authSchemePreference: ['httpBearerAuth'] };
}

/** Every item of a stream. */
export async function gather<T>(stream: AsyncIterable<T> | undefined): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const item of stream ?? []) items.push(item);
  return items;
}
