import type { AwsCli, SignInTarget } from '../../../contract/wizard.ts';
import type { CommandRunner } from '../../platform/ports/command-runner.ts';

/** `aws login` came with this version. */
const LOGIN_SINCE = [2, 32, 0];
/** `aws sso login` came with version 2. */
const SSO_SINCE = [2, 0, 0];
const VERSION_MS = 10_000;

/** What the AWS command line on this machine can do. */
export async function readAwsCli(commands: CommandRunner): Promise<AwsCli> {
  const printed: string[] = [];
  await commands.run({
    program: 'aws',
    args: ['--version'],
    timeoutMs: VERSION_MS,
    cancellation: new AbortController().signal,
    onOutput: (text) => printed.push(text),
  });
  const version = /aws-cli\/(\d+\.\d+\.\d+)/.exec(printed.join(''))?.[1];
  if (version === undefined) {
    const problem =
      'The AWS command line is not installed. Install version 2.32 or newer, or sign in another way.';
    return { ssoLogin: false, login: false, problem };
  }
  const login = isAtLeast(version, LOGIN_SINCE);
  const problem = login
    ? undefined
    : `"aws login" came with version 2.32.0; this is ${version}. Update the AWS command line.`;
  return { version, ssoLogin: isAtLeast(version, SSO_SINCE), login, problem };
}

export type CommandTarget = Extract<SignInTarget, { kind: 'command' }>;

/** The arguments, one by one. The profile was checked by the contract and cannot be an option. */
export function loginArguments(
  { command, profile }: CommandTarget,
  region: string | undefined,
): readonly string[] {
  return [
    ...(command === 'login' ? ['login'] : ['sso', 'login']),
    ...(profile === undefined ? [] : ['--profile', profile]),
    // Without a region `aws login` asks for one, and nobody can answer.
    ...(command === 'login' && region !== undefined ? ['--region', region] : []),
  ];
}

function isAtLeast(version: string, wanted: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  const at = wanted.findIndex((number, index) => parts[index] !== number);
  return at === -1 || (parts[at] ?? 0) > (wanted[at] ?? 0);
}
