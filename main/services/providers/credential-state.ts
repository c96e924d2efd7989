import type {
  ApiKeyCredentialsConfig,
  AwsCredentialsConfig,
  ProviderConfig,
} from '../../../contract/config.ts';
import type { CredentialState } from '../../../contract/provider-view.ts';
import type { SecretStore } from '../../platform/ports/secrets.ts';
import { credentialLabel } from '../../providers/bedrock/credentials/credential-label.ts';
import type { CredentialDescription } from '../../providers/bedrock/credentials/credential-source.ts';
import type { EngineControl } from '../engine-control.ts';

type Environment = { readonly [name: string]: string | undefined };

export interface CredentialStateParts {
  readonly engine: Pick<EngineControl, 'bedrock'>;
  readonly secrets: SecretStore;
  readonly env: Environment;
  now(): number;
}

/** Whether a provider's credentials are in place, as far as that can be told without asking anyone. */
export async function readCredentialState(
  config: ProviderConfig,
  parts: CredentialStateParts,
): Promise<CredentialState> {
  const used = parts.engine.bedrock(config.id)?.credentials.describe();
  if (used?.kind !== undefined) return describeUsed(used, parts.now());
  const { credentials } = config;
  if (credentials.source === 'keychain') return describeKept(config.id, parts.secrets);
  if (config.type === 'cursor' && credentials.source === 'none')
    return { state: 'unknown', detail: 'The command line’s own sign-in has not been needed yet.' };
  if (credentials.source === 'none') return { state: 'ready', detail: 'The server asks for no key.' };
  if (credentials.source === 'adc')
    return { state: 'unknown', detail: 'Google’s sign-in on this machine has not been needed yet.' };
  if (credentials.source === 'kiro-file')
    return { state: 'unknown', detail: 'Kiro’s own sign-in on this machine has not been needed yet.' };
  return describeUnused(credentials, parts.env);
}

function describeUsed(
  { label, kind, accessKeyId, expiresAt }: CredentialDescription,
  now: number,
): CredentialState {
  const what = kind === 'bearer' ? 'a Bedrock API key' : `the access key ${accessKeyId ?? ''}`;
  if (expiresAt !== undefined && expiresAt <= now) {
    return { state: 'expired', detail: `${label} gave ${what}, which has expired.`, expiresAt };
  }
  return { state: 'ready', detail: `${label} gives ${what}.`, expiresAt };
}

async function describeKept(id: string, secrets: SecretStore): Promise<CredentialState> {
  const place = secrets.place === 'headless' ? "kRouter's memory, until it is stopped" : 'the keychain';
  switch (await secrets.state(id)) {
    case 'present':
      return { state: 'ready', detail: `Kept in ${place}.` };
    case 'absent':
      return { state: 'missing', detail: 'No secrets are kept for this provider. Enter them again.' };
    case 'locked':
      return { state: 'locked', detail: 'The keychain is locked. Unlock it, then try again.' };
  }
}

function describeUnused(
  credentials: Exclude<AwsCredentialsConfig | ApiKeyCredentialsConfig, { source: 'keychain' }>,
  env: Environment,
): CredentialState {
  const names = variablesOf(credentials);
  if (names === undefined) {
    return { state: 'unknown', detail: `${labelOf(credentials)} has not been needed yet.` };
  }
  const missing = names.filter((name) => !env[name]?.trim());
  if (missing.length === 0) return { state: 'ready', detail: `Read from ${names.join(' and ')}.` };
  return {
    state: 'missing',
    detail: `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set.`,
  };
}

type Unkept = Parameters<typeof describeUnused>[0];

/** The variables that decide; undefined where it is not for variables to decide. */
function variablesOf(credentials: Unkept): readonly string[] | undefined {
  if ('variable' in credentials) return [credentials.variable];
  return credentials.source === 'env' ? ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] : undefined;
}

function labelOf(credentials: Unkept): string {
  return 'variable' in credentials ? credentials.variable : credentialLabel(credentials);
}
