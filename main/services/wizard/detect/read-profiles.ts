import type { Ini } from './parse-ini.ts';

/** What both files together say of one profile. */
export interface AwsProfile {
  readonly name: string;
  readonly settings: ReadonlyMap<string, string>;
}

/** The profiles of both files, each once. `config` writes `[profile x]` and `[default]`, `credentials` plain `[x]`. */
export function readProfiles(config: Ini, credentials: Ini): readonly AwsProfile[] {
  const profiles = new Map<string, Map<string, string>>();
  const add = (name: string, settings: ReadonlyMap<string, string>) => {
    profiles.set(name, new Map([...(profiles.get(name) ?? []), ...settings]));
  };
  for (const [section, settings] of config) {
    const name = section === 'default' ? section : /^profile\s+["']?([^"']+?)["']?$/.exec(section)?.[1];
    if (name !== undefined) add(name, settings);
  }
  // Keys in the credentials file win over keys in the config file, as in AWS's own tools.
  for (const [name, settings] of credentials) add(name, settings);
  return [...profiles].map(([name, settings]) => ({ name, settings }));
}
