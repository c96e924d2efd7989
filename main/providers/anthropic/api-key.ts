import type { AnthropicProviderConfig } from '../../../contract/config.ts';
import { AppError } from '../../core/app-error.ts';
import type { SecretReader } from '../../platform/ports/secrets.ts';

/** Gives the key when a request needs it; it is never kept in the provider. */
export interface ApiKeySource {
  /** @throws AppError upstream_authentication naming where the key was looked for. */
  get(): Promise<string>;
}

/** The key from an environment variable or the keychain, as configured; whitespace around it is dropped. */
export function createApiKeySource(
  config: AnthropicProviderConfig,
  env: { readonly [name: string]: string | undefined },
  secrets: SecretReader | undefined,
): ApiKeySource {
  const { credentials } = config;
  if (credentials.source === 'env') {
    return {
      get: async () =>
        env[credentials.variable]?.trim() ||
        missing(config.id, `the variable ${credentials.variable} is not set`),
    };
  }
  return {
    get: async () => {
      if (secrets === undefined)
        return missing(config.id, 'the keychain is only available in the desktop app');
      return (
        (await secrets.read(config.id, 'apiKey')) || missing(config.id, 'the keychain holds no key for it')
      );
    },
  };
}

function missing(id: string, why: string): never {
  throw new AppError({
    code: 'upstream_authentication',
    retry: 'next',
    message: `Provider ${id} has no API key: ${why}.`,
    upstream: { provider: id },
  });
}
