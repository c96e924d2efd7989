import type { Config } from '../../../contract/config.ts';
import type { SettingName, Settings, SettingsView } from '../../../contract/settings.ts';
import type { ConfigBook } from '../config/config-book.ts';
import type { Implementations } from '../implementations.ts';

export interface SettingsParts {
  readonly book: ConfigBook;
  /** The settings that the running process has taken on, where they differ from the configuration. */
  inForce(): Pick<Config, StartSetting>;
  onChanged(): void;
}

/** Settings that are read when something is built. */
export type StartSetting = 'port' | 'host' | 'retentionDays' | 'logLevel';

const START_SETTINGS: readonly StartSetting[] = ['port', 'host', 'retentionDays', 'logLevel'];

/** Reads and saves the settings that are no list of things. */
export function createSettingsCalls(parts: SettingsParts): Implementations<'settings.get' | 'settings.save'> {
  const { book, inForce, onChanged } = parts;
  const view = () => viewOf(book.running, inForce());
  return {
    'settings.get': view,
    'settings.save'(changes) {
      const given = withoutAbsent(changes);
      book.change((config) => ({ ...config, ...given }));
      onChanged();
      return view();
    },
  };
}

function viewOf(config: Config, inForce: Pick<Config, StartSetting>): SettingsView {
  const { port, host, defaultMaxTokens, compression, prices, retentionDays, logLevel } = config;
  const pending: SettingName[] = START_SETTINGS.filter((name) => config[name] !== inForce[name]);
  return { port, host, defaultMaxTokens, compression, prices, retentionDays, logLevel, pending };
}

/** A member that is there but undefined would put a setting back to its default. */
function withoutAbsent(changes: Partial<Settings>): Partial<Settings> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
