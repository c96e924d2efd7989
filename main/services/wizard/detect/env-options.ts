import type { SignInOption } from '../../../../contract/wizard.ts';
import { decodeShortTermKey } from '../../../providers/bedrock/credentials/bearer-key.ts';
import { BEARER_VARIABLE, type Environment } from '../../../providers/bedrock/credentials/env-credentials.ts';

/** The ways to sign in that the environment offers. */
export function envOptions(env: Environment, now: number): readonly SignInOption[] {
  const region = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined;
  const options: SignInOption[] = [];
  const key = env['AWS_ACCESS_KEY_ID'];
  if (key) {
    options.push({
      kind: 'env',
      label: 'Environment variables',
      detail: `AWS_ACCESS_KEY_ID, ending in ${key.slice(-4)}`,
      credentials: { source: 'env' },
      region,
      problem: keyProblem(env),
    });
  }
  const bearer = env[BEARER_VARIABLE]?.trim();
  if (bearer) options.push(bearerOption(bearer, region, now));
  return options;
}

function bearerOption(token: string, region: string | undefined, now: number): SignInOption {
  const shortTerm = decodeShortTermKey(token);
  const isOver = shortTerm !== undefined && shortTerm.expiresAt <= now;
  return {
    kind: 'api-key',
    label: 'Bedrock API key',
    detail: `${BEARER_VARIABLE}, ${shortTerm === undefined ? 'long-term' : 'short-term'}`,
    credentials: { source: 'api-key', variable: BEARER_VARIABLE },
    region: shortTerm?.region ?? region,
    problem: isOver ? `The key expired at ${new Date(shortTerm.expiresAt).toISOString()}.` : undefined,
  };
}

function keyProblem(env: Environment): string | undefined {
  if (!env['AWS_SECRET_ACCESS_KEY']) return 'AWS_SECRET_ACCESS_KEY is missing.';
  if (env['AWS_ACCESS_KEY_ID']?.startsWith('ASIA') && !env['AWS_SESSION_TOKEN']) {
    return 'The key is a temporary one (ASIA…) and AWS_SESSION_TOKEN is missing.';
  }
  return undefined;
}
