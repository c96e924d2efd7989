import type { Agent } from 'node:https';
import type { AwsKeys } from './credential-source.ts';
import { explainSdkError } from './explain-sdk-error.ts';
import type { SdkSource } from './sdk-source.ts';

type Sdk = typeof import('@aws-sdk/credential-providers');

interface SdkIdentity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** Instance metadata answers in milliseconds or not at all; botocore waits as long. */
const METADATA_TIMEOUT_MS = 1_000;

/** Loads the SDK on first use (it costs 30 MB) and asks it. @throws AppError with the cure. */
export async function readSdkCredentials(config: SdkSource, region: string, agent?: Agent): Promise<AwsKeys> {
  const sdk = await import('@aws-sdk/credential-providers');
  const way = agent === undefined ? {} : { requestHandler: { httpsAgent: agent } };
  try {
    return toKeys(await sdkProvider(sdk, config, { region, way })());
  } catch (error) {
    throw explainSdkError(error, config);
  }
}

function toKeys(identity: SdkIdentity): AwsKeys {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = identity;
  return { kind: 'keys', accessKeyId, secretAccessKey, sessionToken, expiresAt: expiration?.getTime() };
}

/** How the SDK's own calls get out. */
interface Outward {
  readonly region: string;
  /** Without a region: a profile and a portal have their own. */
  readonly way: { readonly requestHandler?: { readonly httpsAgent: Agent } };
}

function sdkProvider(sdk: Sdk, config: SdkSource, { region, way }: Outward): () => Promise<SdkIdentity> {
  const clientConfig = { ...way };
  switch (config.source) {
    case 'chain':
      return sdk.fromNodeProviderChain({
        clientConfig,
        ignoreCache: true,
        timeout: METADATA_TIMEOUT_MS,
        maxRetries: 0,
      });
    case 'profile':
      return sdk.fromIni({ profile: config.profile, clientConfig, ignoreCache: true });
    case 'sso':
      return sdk.fromSSO({ profile: config.profile, clientConfig, ignoreCache: true });
    case 'login':
      return sdk.fromLoginCredentials({ profile: config.profile, clientConfig });
    case 'process':
      return sdk.fromProcess({ profile: config.profile, ignoreCache: true });
    case 'assume-role':
      return assumeRole(sdk, config, { ...way, region });
    case 'web-identity':
      return sdk.fromTokenFile({ clientConfig: { ...way, region } });
    case 'container':
      return sdk.fromHttp({ timeout: METADATA_TIMEOUT_MS, maxRetries: 1 });
    case 'instance':
      return sdk.fromInstanceMetadata({ timeout: METADATA_TIMEOUT_MS, maxRetries: 1 });
  }
}

type AssumeRole = Extract<SdkSource, { source: 'assume-role' }>;

type ClientConfig = Outward['way'] & { readonly region: string };

function assumeRole(sdk: Sdk, config: AssumeRole, clientConfig: ClientConfig): () => Promise<SdkIdentity> {
  const { roleArn, profile, externalId, sessionName } = config;
  return sdk.fromTemporaryCredentials({
    params: { RoleArn: roleArn, ExternalId: externalId, RoleSessionName: sessionName ?? 'krouter' },
    masterCredentials:
      profile === undefined ? undefined : sdk.fromIni({ profile, clientConfig, ignoreCache: true }),
    clientConfig,
  });
}
