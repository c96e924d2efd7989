import type { AppError } from '../../../core/app-error.ts';
import { credentialError } from './credential-error.ts';
import { credentialLabel } from './credential-label.ts';
import type { SdkSource } from './sdk-source.ts';

/** Turns what the SDK threw into one sentence of cause and one of cure. */
export function explainSdkError(error: unknown, config: SdkSource): AppError {
  const label = credentialLabel(config);
  const text = plainMessage(error);
  return credentialError(`${label} gave no credentials: ${text} ${cure(config, text)}`, error);
}

/** The command line of a credential process may hold a secret, so what the shell said is left out. */
function plainMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes('Command failed')) return 'the credential process failed.';
  const line = message.split('\n')[0]?.trim().slice(0, 300) ?? '';
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

function cure(config: SdkSource, text: string): string {
  const profile = 'profile' in config && config.profile !== undefined ? ` --profile ${config.profile}` : '';
  if (/multi-factor|MFA/i.test(text)) {
    return 'A code cannot be asked for here: use a role without MFA, or sign in with "aws sso login".';
  }
  if (/sso/i.test(text)) return `Run "aws sso login${profile}".`;
  if (/login/i.test(text)) return `Run "aws login${profile}".`;
  return CURES[config.source].replace('{profile}', profile);
}

const CURES: Readonly<Record<SdkSource['source'], string>> = {
  chain:
    'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or sign in with "aws sso login" or "aws configure".',
  profile:
    'Check the profile in ~/.aws/config and ~/.aws/credentials with "aws sts get-caller-identity{profile}".',
  sso: 'Run "aws sso login{profile}".',
  login: 'Run "aws login{profile}".',
  'assume-role': "Check the role's trust policy and that the source credentials may call sts:AssumeRole.",
  process: 'Run the credential_process of the profile by hand and check that it prints valid JSON.',
  'web-identity': 'Check AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN.',
  container: 'Check AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI.',
  instance: 'Check that this machine is an EC2 instance with a role and that its metadata service is on.',
};
