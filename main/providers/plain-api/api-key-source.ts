import type { ApiKeyCredentialsConfig } from '../../../contract/config.ts';
import { AppError } from '../../core/app-error.ts';
import type { SecretReader } from '../../platform/ports/secrets.ts';

/** Gives the key when a request needs it; it is never kept in the provider. */
export interface ApiKeySource {
  /** Empty where none is configured. @throws AppError upstream_authentication naming where the key was looked for. */
  get(): Promise<string>;
}

/** Whose key it is and where it is kept; `none`: the server asks for no key. */
export interface KeyOwner {
  readonly id: string;
  readonly credentials: ApiKeyCredentialsConfig | { readonly source: 'none' };
}

/** Where keys are kept. */
export interface KeyPlaces {
  readonly env: { readonly [name: string]: string | undefined };
  /** The keychain; absent when headless. */
  readonly secrets?: SecretReader;
}

/** The key from an environment variable or the keychain, as configured; whitespace around it is dropped. */
export function createApiKeySource({ id, credentials }: KeyOwner, places: KeyPlaces): ApiKeySource {
  switch (credentials.source) {
    case 'none':
      return { get: async () => '' };
    case 'env':
      return {
        get: async () =>
          places.env[credentials.variable]?.trim() ||
          missing(id, `the variable ${credentials.variable} is not set`),
      };
    case 'keychain':
      return { get: () => readKeychain(id, places.secrets) };
  }
}

async function readKeychain(id: string, secrets: SecretReader | undefined): Promise<string> {
  if (secrets === undefined) return missing(id, 'the keychain is only available in the desktop app');
  const key = await secrets.read(id, 'apiKey');
  return key?.trim() || missing(id, 'the keychain holds no key for it');
}

function missing(id: string, why: string): never {
  throw new AppError({
    code: 'upstream_authentication',
    retry: 'next',
    message: `Provider ${id} has no API key: ${why}.`,
    upstream: { provider: id },
  });
}
