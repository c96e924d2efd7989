import type { Agent } from 'node:https';
import type { AwsCredentialsConfig } from '../../../../contract/config.ts';
import type { Clock } from '../../../platform/ports/clock.ts';
import type { HttpClient } from '../../../platform/ports/http-client.ts';
import type { Log } from '../../../platform/ports/log.ts';
import type { SecretReader } from '../../../platform/ports/secrets.ts';
import { readSsoRoleCredentials, type SsoRoleConfig } from '../sso/sso-role-credentials.ts';
import type { SsoSignIns } from '../sso/sso-sign-ins.ts';
import { createCachedCredentials } from './cached-credentials.ts';
import { credentialError } from './credential-error.ts';
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
  /** Sign-ins at access portals, and the way to them; absent where nobody can sign in. */
  readonly signIns?: SsoSignIns;
  readonly http?: HttpClient;
  /** What AWS's SDK connects with: through the same proxy, with the same certificate authorities. */
  readonly sdkAgent?: Agent;
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
      return (
        findEnvBearer(context, BEARER_VARIABLE) ?? readSdkCredentials(credentials, region, ports.sdkAgent)
      );
    case 'sso-role':
      return readSsoRole(credentials, ports);
    default:
      return readSdkCredentials(credentials, region, ports.sdkAgent);
  }
}

function readSsoRole(
  config: SsoRoleConfig,
  { signIns, http, env }: CredentialPorts,
): Promise<AwsCredentials> {
  if (signIns === undefined || http === undefined) {
    throw credentialError('Nobody can be signed in here. Use an AWS profile instead.');
  }
  return readSsoRoleCredentials(config, { signIns, http, env });
}
