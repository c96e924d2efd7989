import type { AwsFiles } from '../../platform/ports/aws-files.ts';
import { CallFailure } from '../call-failure.ts';
import { parseIni } from '../wizard/detect/parse-ini.ts';
import { type AwsProfile, readProfiles } from '../wizard/detect/read-profiles.ts';

/** A profile that signs in at an access portal. */
export interface SsoProfile {
  readonly startUrl: string;
  readonly region: string;
  /** Where AWS's tools keep the sign-in: under the sso-session, or under the start URL where there is none. */
  readonly cacheName: string;
  /** Absent: they have to be chosen. */
  readonly accountId?: string;
  readonly roleName?: string;
  /** Where its requests go. */
  readonly home?: string;
}

/** The profile of that name, in the files. @throws CallFailure */
export async function findProfile(files: AwsFiles, name: string): Promise<AwsProfile> {
  const [config, credentials] = await Promise.all([files.config(), files.credentials()]);
  const profiles = readProfiles(parseIni(config ?? ''), parseIni(credentials ?? ''));
  const found = profiles.find((profile) => profile.name === name);
  if (found !== undefined) return found;
  throw new CallFailure('not_found', `There is no profile "${name}" in the AWS files.`, 'target.profile');
}

/** What a profile and its sso-session say together. @throws CallFailure when it cannot be signed in */
export async function findSsoProfile(files: AwsFiles, name: string): Promise<SsoProfile> {
  const { settings } = await findProfile(files, name);
  const session = settings.get('sso_session');
  const shared = session === undefined ? settings : await sessionSettings(files, session);
  const startUrl = shared.get('sso_start_url');
  const region = shared.get('sso_region');
  if (startUrl === undefined || region === undefined) {
    const where = session === undefined ? `profile "${name}"` : `sso-session "${session}"`;
    throw new CallFailure(
      'invalid_input',
      `The ${where} names no sso_start_url and sso_region. Run "aws configure sso", or type the portal's address in.`,
      'target.profile',
    );
  }
  return {
    startUrl,
    region,
    cacheName: session ?? startUrl,
    accountId: settings.get('sso_account_id'),
    roleName: settings.get('sso_role_name'),
    home: settings.get('region'),
  };
}

async function sessionSettings(files: AwsFiles, session: string): Promise<ReadonlyMap<string, string>> {
  const sections = parseIni((await files.config()) ?? '');
  const found = [...sections].find(
    ([section]) => /^sso-session\s+["']?([^"']+?)["']?$/.exec(section)?.[1] === session,
  );
  return found?.[1] ?? new Map();
}
