import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { AwsFiles } from './ports/aws-files.ts';

type Environment = { readonly [name: string]: string | undefined };

/** Where AWS's own tools look: the two variables, else the home folder. */
export function openAwsFiles(env: Environment): AwsFiles {
  const usual = (name: string) => join(homedir(), '.aws', name);
  return {
    config: () => readText(env['AWS_CONFIG_FILE'] || usual('config')),
    credentials: () => readText(env['AWS_SHARED_CREDENTIALS_FILE'] || usual('credentials')),
  };
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
