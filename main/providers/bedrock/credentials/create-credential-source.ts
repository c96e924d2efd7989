import type { AwsCredentialsConfig } from '../../../../contract/config.ts';
import type { Clock } from '../../../platform/ports/clock.ts';
import type { Log } from '../../../platform/ports/log.ts';
import type { SecretReader } from '../../../platform/ports/secrets.ts';
import { createCachedCredentials } from './cached-credentials.ts';
import { credentialLabel } from './credential-label.ts';
import type { AwsCredentials, CredentialSource } from './credential-source.ts';
import {
  BEARER_VARIABLE,
  type Environment,
  findEnvBearer,
  readEnvBearer,
  readEnvCredentials,
} from './env-credentials.ts';
import { readKeychainCredentials } from './keychain-credentials.ts';
import { readSdkCredentials } from './sdk-credentials.ts';

export interface CredentialPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly env: Environment;
  /** Absent where there is no keychain: headless. */
  readonly secrets?: SecretReader;
}

export interface CredentialOwner {
  readonly id: string;
  readonly region: string;
  readonly credentials: AwsCredentialsConfig;
}

/** The credentials of one provider, read as its configuration says and no other way. */
export function createCredentialSource(owner: CredentialOwner, ports: CredentialPorts): CredentialSource {
  return createCachedCredentials({
    source: owner.credentials.source,
    label: credentialLabel(owner.credentials),
    load: () => load(owner, ports),
    clock: ports.clock,
    log: ports.log,
  });
}

async function load(owner: CredentialOwner, ports: CredentialPorts): Promise<AwsCredentials> {
  const { credentials, region, id } = owner;
  const context = { env: ports.env, region, now: ports.clock.now() };
  switch (credentials.source) {
    case 'keychain':
      return readKeychainCredentials({ secrets: ports.secrets, providerId: id, region, now: context.now });
    case 'env':
      return readEnvCredentials(context);
    case 'api-key':
      return readEnvBearer(context, credentials.variable);
    case 'chain':
      // As in AWS's SDKs: where nothing was chosen, the API key in the environment comes first.
      return findEnvBearer(context, BEARER_VARIABLE) ?? readSdkCredentials(credentials, region);
    default:
      return readSdkCredentials(credentials, region);
  }
}
