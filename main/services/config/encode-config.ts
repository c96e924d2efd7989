import { type Config, configSchema, type ProviderConfig } from '../../../contract/config.ts';
import { providerDefaults } from '../../../contract/provider-defaults.ts';

const DEFAULTS = configSchema.parse({});

/** A configuration as the text of its file. What equals the default is left out, so that a better default reaches it. */
export function encodeConfig(config: Config): string {
  const file = { ...withoutDefaults(config, DEFAULTS), providers: config.providers.map(encodeProvider) };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

function encodeProvider(provider: ProviderConfig): object {
  const { id, type, credentials } = provider;
  // Where credentials come from is always written: it must never change by itself.
  return { id, type, ...withoutDefaults(provider, providerDefaults(type)), credentials };
}

function withoutDefaults(value: object, defaults: object): object {
  const usual = new Map<string, unknown>(Object.entries(defaults));
  return Object.fromEntries(Object.entries(value).filter(([key, member]) => !isSame(member, usual.get(key))));
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
