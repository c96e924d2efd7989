import { type ProviderConfig, providerSchema } from '../../contract/config.ts';

type Env = { readonly [name: string]: string | undefined };

/** Providers for someone who has AWS or Anthropic variables set and no configuration file yet. */
export function implicitProviders(env: Env): { providers: ProviderConfig[]; notes: string[] } {
  const providers: ProviderConfig[] = [];
  const notes: string[] = [];
  const region = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'];
  const credentials = awsCredentials(env);
  if (credentials !== undefined && region) {
    providers.push(providerSchema.parse({ id: `bedrock-${region}`, type: 'bedrock', region, credentials }));
    notes.push(
      `No configuration file: using Bedrock in ${region} with ${describe(credentials.source)} from the environment.`,
    );
  } else if (credentials !== undefined) {
    notes.push(
      'AWS credentials are set, but no region: set AWS_REGION, or name a region in the configuration.',
    );
  }
  if (env['ANTHROPIC_API_KEY']) {
    providers.push(providerSchema.parse({ id: 'anthropic', type: 'anthropic' }));
    notes.push('ANTHROPIC_API_KEY is set: Anthropic\'s API is available as provider "anthropic".');
  }
  return { providers, notes };
}

function awsCredentials(
  env: Env,
): { source: 'api-key' | 'env' } | { source: 'profile'; profile: string } | undefined {
  if (env['AWS_BEARER_TOKEN_BEDROCK']) return { source: 'api-key' };
  if (env['AWS_ACCESS_KEY_ID'] && env['AWS_SECRET_ACCESS_KEY']) return { source: 'env' };
  if (env['AWS_PROFILE']) return { source: 'profile', profile: env['AWS_PROFILE'] };
  return undefined;
}

function describe(source: 'api-key' | 'env' | 'profile'): string {
  const names = { 'api-key': 'the Bedrock API key', env: 'the access key', profile: 'the profile' };
  return names[source];
}
