import type { AwsCredentialsConfig } from '../../../contract/config.ts';
import type { AwsFiles } from '../../platform/ports/aws-files.ts';
import type { CommandEnd, CommandRunner } from '../../platform/ports/command-runner.ts';
import { CallFailure } from '../call-failure.ts';
import { type CommandTarget, loginArguments, readAwsCli } from './aws-cli.ts';
import { findProfile } from './find-profile.ts';
import type { OpenSignIn } from './sign-in-book.ts';

export interface CommandRunParts {
  readonly files: AwsFiles;
  readonly commands: CommandRunner;
  onSignedIn(): void;
}

/** AWS's own flows end by themselves within 10 minutes. */
const LIMIT_MS = 10 * 60_000;
const SHOWN_CHARS = 8_000;
const USUAL_REGION = 'us-east-1';

/** `aws login` or `aws sso login`, as a child process: it opens the browser itself. */
export async function runCommand(
  signIn: OpenSignIn,
  target: CommandTarget,
  parts: CommandRunParts,
): Promise<void> {
  const { commands, files } = parts;
  const cli = await readAwsCli(commands);
  const isAble = target.command === 'login' ? cli.login : cli.ssoLogin;
  if (!isAble) throw new CallFailure('failed', cli.problem ?? 'The AWS command line is too old. Update it.');
  const region = await regionOf(target, files);
  const args = loginArguments(target, region === undefined ? USUAL_REGION : undefined);
  let output = `aws ${args.join(' ')}\n`;
  signIn.change({ state: 'waiting', output });
  const end = await commands.run({
    program: 'aws',
    args,
    timeoutMs: LIMIT_MS,
    cancellation: signIn.cancellation,
    onOutput(text) {
      output = (output + text).slice(-SHOWN_CHARS);
      signIn.change({ output });
    },
  });
  const problem = problemOf(end);
  if (problem !== undefined) throw new CallFailure('failed', problem);
  parts.onSignedIn();
  signIn.change({ state: 'done', credentials: credentialsOf(target), region });
}

/** @throws CallFailure: only a profile that exists is signed in, but `aws login` may make a new one */
async function regionOf({ command, profile }: CommandTarget, files: AwsFiles): Promise<string | undefined> {
  const found = await findProfile(files, profile ?? 'default').catch((error: unknown) => {
    if (command === 'login') return undefined;
    throw error;
  });
  return found?.settings.get('region');
}

function credentialsOf({ command, profile }: CommandTarget): AwsCredentialsConfig {
  if (command === 'login') return { source: 'login', profile };
  return { source: 'sso', profile: profile ?? 'default' };
}

function problemOf(end: CommandEnd): string | undefined {
  switch (end.kind) {
    case 'exited':
      return end.code === 0
        ? undefined
        : `The AWS command line ended with code ${end.code}. What it said stands above.`;
    case 'not-found':
      return 'The AWS command line is not installed.';
    case 'timed-out':
      return 'Nobody finished the sign-in within 10 minutes. Try again.';
    case 'cancelled':
      return 'The sign-in was cancelled.';
  }
}
