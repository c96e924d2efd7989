import type { SignInOption } from '../../../../contract/wizard.ts';
import type { AwsFiles } from '../../../platform/ports/aws-files.ts';
import type { Environment } from '../../../providers/bedrock/credentials/env-credentials.ts';
import { envOptions } from './env-options.ts';
import { parseIni } from './parse-ini.ts';
import { profileOption } from './profile-option.ts';
import { readProfiles } from './read-profiles.ts';

export interface DetectParts {
  readonly files: AwsFiles;
  readonly env: Environment;
  now(): number;
}

/** Every way to sign in found on this machine, best first. Reads files, calls nobody, gives out no secret. */
export async function detectSignIns({ files, env, now }: DetectParts): Promise<SignInOption[]> {
  const [config, credentials] = await Promise.all([files.config(), files.credentials()]);
  const profiles = readProfiles(parseIni(config ?? ''), parseIni(credentials ?? ''));
  const found = profiles.flatMap((profile) => profileOption(profile, now()) ?? []);
  const preferred = env['AWS_PROFILE'] ?? 'default';
  return [...found, ...envOptions(env, now())]
    .map((option) => ({ option, rank: rankOf(option, preferred) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ option }) => option);
}

/** What stores nothing and lasts comes first; what has a fault comes last, whatever it is. */
const RANK: { readonly [kind in SignInOption['kind']]: number } = {
  profile: 0,
  sso: 1,
  login: 2,
  env: 3,
  keys: 4,
  'assume-role': 5,
  'api-key': 6,
  process: 7,
};

function rankOf({ kind, label, problem }: SignInOption, preferred: string): number {
  return RANK[kind] + (label === preferred ? -0.5 : 0) + (problem === undefined ? 0 : 100);
}
