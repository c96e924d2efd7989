import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../contract/config.ts';
import { openDataDir } from '../platform/data-dir.ts';
import { type LocalKey, openLocalKey } from '../platform/local-key.ts';
import { parseConfig } from '../services/parse-config.ts';
import { CommandFailure } from './command-failure.ts';
import { implicitProviders } from './implicit-providers.ts';
import type { Options } from './options.ts';
import { parsePort } from './parse-port.ts';

/** Everything a command needs to know before it builds anything. */
export interface Settings {
  readonly config: Config;
  /** The configuration without the flags: what a save starts from. */
  readonly saved: Config;
  /** The file the configuration came from; undefined when there is none. */
  readonly configPath: string | undefined;
  readonly dataDir: string;
  readonly key: LocalKey;
  /** What was decided without being asked, one sentence each. */
  readonly notes: readonly string[];
}

/** Flags over file over defaults. @throws CommandFailure (exit 2) naming every fault. */
export function loadSettings(options: Options): Settings {
  const dataDir = openDataDir(options['data-dir'], process.env);
  const configPath = findConfig(options.config, dataDir);
  const fromFile = readConfig(configPath);
  const implicit = configPath === undefined ? implicitProviders(process.env) : { providers: [], notes: [] };
  const saved: Config = { ...fromFile, providers: [...fromFile.providers, ...implicit.providers] };
  const config: Config = {
    ...saved,
    port: options.port === undefined ? fromFile.port : parsePort(options.port),
    host: options.host ?? fromFile.host,
  };
  const key = chooseKey(config, configPath, dataDir);
  return { config, saved, configPath, dataDir, key, notes: implicit.notes };
}

/** The usual place of the configuration file. */
export function usualConfigPath(dataDir: string): string {
  return join(dataDir, 'config.json');
}

function findConfig(flag: string | undefined, dataDir: string): string | undefined {
  if (flag !== undefined) return flag;
  const usual = usualConfigPath(dataDir);
  return existsSync(usual) ? usual : undefined;
}

function readConfig(path: string | undefined): Config {
  const parsed = parseConfig(path === undefined ? '{}' : readText(path));
  if (parsed.ok) return parsed.config;
  const count = parsed.faults.length;
  const heading = `${path} has ${count} ${count === 1 ? 'fault' : 'faults'}:`;
  throw new CommandFailure([heading, ...parsed.faults.map((fault) => `  ${fault}`)].join('\n'), 2);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandFailure(
      `Cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`,
      2,
    );
  }
}

function chooseKey(config: Config, configPath: string | undefined, dataDir: string): LocalKey {
  if (config.apiKey === undefined) return openLocalKey(dataDir);
  return { value: config.apiKey, foundIn: `"apiKey" in ${configPath}` };
}
