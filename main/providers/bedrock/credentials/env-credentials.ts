import { readAccessKeys } from './access-keys.ts';
import { cleanSecret, readBearerKey } from './bearer-key.ts';
import { credentialError } from './credential-error.ts';
import type { AwsCredentials, BearerKey } from './credential-source.ts';

export type Environment = { readonly [name: string]: string | undefined };

/** The variable that AWS's SDKs read a Bedrock API key from. */
export const BEARER_VARIABLE = 'AWS_BEARER_TOKEN_BEDROCK';

export interface EnvContext {
  readonly env: Environment;
  readonly region: string;
  readonly now: number;
}

/** Access keys from the environment, else the API key that stands there. @throws AppError when there is neither. */
export function readEnvCredentials(context: EnvContext): AwsCredentials {
  const { env } = context;
  const keys = readAccessKeys(
    {
      accessKeyId: env['AWS_ACCESS_KEY_ID'],
      secretAccessKey: env['AWS_SECRET_ACCESS_KEY'],
      sessionToken: env['AWS_SESSION_TOKEN'],
    },
    'the environment',
  );
  if (keys !== undefined) return keys;
  const bearer = findEnvBearer(context, BEARER_VARIABLE);
  if (bearer !== undefined) return bearer;
  throw credentialError(
    'The environment holds no AWS credentials. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; an app started from the desktop does not see the variables of a shell.',
  );
}

/** The API key in a variable. @throws AppError when the variable is empty or the key cannot work. */
export function readEnvBearer(context: EnvContext, variable: string): BearerKey {
  const bearer = findEnvBearer(context, variable);
  if (bearer !== undefined) return bearer;
  throw credentialError(
    `The variable ${variable} is not set or empty. Put a Bedrock API key into it; an app started from the desktop does not see the variables of a shell.`,
  );
}

/** Undefined when the variable is empty. @throws AppError when the key cannot work. */
export function findEnvBearer({ env, region, now }: EnvContext, variable: string): BearerKey | undefined {
  const token = cleanSecret(env[variable]);
  return token === undefined ? undefined : readBearerKey(token, { region, now });
}
