import type { Config, ProviderConfig } from '../../../contract/config.ts';

/** Puts a provider in the place of the one with its id, or at the end. */
export function upsertProvider(config: Config, provider: ProviderConfig): Config {
  const { providers } = config;
  const isKnown = providers.some(({ id }) => id === provider.id);
  const changed = isKnown
    ? providers.map((entry) => (entry.id === provider.id ? provider : entry))
    : [...providers, provider];
  return { ...config, providers: changed };
}
