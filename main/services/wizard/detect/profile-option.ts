import type { SignInOption } from '../../../../contract/wizard.ts';
import type { AwsProfile } from './read-profiles.ts';

type Way = Pick<SignInOption, 'kind' | 'detail' | 'credentials'>;

/** The way a profile signs in; undefined when it holds no credentials of any kind. */
export function profileOption(profile: AwsProfile, now: number): SignInOption | undefined {
  const way = wayOf(profile);
  if (way === undefined) return undefined;
  const region = profile.settings.get('region');
  return { ...way, label: profile.name, region, problem: problemOf(profile, now) };
}

function wayOf({ name, settings }: AwsProfile): Way | undefined {
  const profile = { source: 'profile', profile: name } as const;
  const role = settings.get('role_arn');
  if (role !== undefined) {
    const mfa = settings.has('mfa_serial') ? ' (asks for an MFA code, which kRouter cannot give)' : '';
    return { kind: 'assume-role', detail: `Takes on ${role}${mfa}`, credentials: profile };
  }
  if (settings.has('sso_session') || settings.has('sso_start_url')) {
    const account = settings.get('sso_account_id');
    const detail = account === undefined ? 'IAM Identity Center' : `IAM Identity Center, account ${account}`;
    return { kind: 'sso', detail, credentials: { source: 'sso', profile: name } };
  }
  if (settings.has('login_session')) {
    return {
      kind: 'login',
      detail: 'Signed in with "aws login"',
      credentials: { source: 'login', profile: name },
    };
  }
  if (settings.has('credential_process')) {
    return {
      kind: 'process',
      detail: 'A program on this machine gives the keys',
      credentials: { source: 'process', profile: name },
    };
  }
  if (settings.has('aws_access_key_id')) {
    return { kind: 'profile', detail: 'Access key in the AWS files', credentials: profile };
  }
  return undefined;
}

/** Tools that write temporary keys into a profile note their end under one of these. */
const EXPIRY_KEYS = ['x_security_token_expires', 'aws_expiration', 'expiration', 'aws_session_expiration'];

function problemOf({ name, settings }: AwsProfile, now: number): string | undefined {
  const key = settings.get('aws_access_key_id');
  if (key === undefined) return undefined;
  if (!settings.get('aws_secret_access_key')) return 'The secret access key is missing.';
  if (key.startsWith('ASIA') && !settings.get('aws_session_token')) {
    return 'The key is a temporary one (ASIA…) and its session token is missing.';
  }
  const expiry = EXPIRY_KEYS.map((field) => Date.parse(settings.get(field) ?? '')).find(Number.isFinite);
  return expiry !== undefined && expiry <= now
    ? `The keys of profile ${name} expired at ${new Date(expiry).toISOString()}.`
    : undefined;
}
