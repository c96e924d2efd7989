import type { KiroProviderConfig } from '../../../contract/config.ts';
import { AppError } from '../../core/app-error.ts';
import type { Log } from '../../platform/ports/log.ts';
import type { SecretReader, Secrets } from '../../platform/ports/secrets.ts';
import { formatSignIn, type KiroSignIn, parseSignIn } from './kiro-sign-in.ts';

/** Where a sign-in is kept, and renewed. */
export interface KeptSignIn {
  /** @throws AppError upstream_authentication naming where it was looked for */
  read(): Promise<KiroSignIn>;
  /** Keeps a renewed one; absent where kRouter must not renew it. Never rejects. */
  keep?(renewed: KiroSignIn): Promise<void>;
}

export interface SignInPlaces {
  readonly env: { readonly [name: string]: string | undefined };
  readonly log: Log;
  readonly secrets?: SecretReader;
  /** Replaces a provider's secrets; absent where they are only tried and not yet the provider's. */
  readonly keepSecrets?: (providerId: string, secrets: Secrets) => Promise<void>;
  /** Reads a file of the user's home folder; undefined when there is none. */
  readonly readHomeFile: (path: string) => Promise<string | undefined>;
}

/** Kiro's own, below the home folder. */
const KIRO_FILE = '.aws/sso/cache/kiro-auth-token.json';

/** The sign-in from where the user said. */
export function createKeptSignIn(config: KiroProviderConfig, places: SignInPlaces): KeptSignIn {
  const { id, credentials } = config;
  switch (credentials.source) {
    case 'env': {
      const { variable } = credentials;
      const missing = `the variable ${variable} is not set`;
      return { read: async () => parsed(id, places.env[variable], missing) };
    }
    case 'kiro-file': {
      const path = credentials.path ?? KIRO_FILE;
      const missing = `there is no sign-in in ${path}; sign in to Kiro on this machine`;
      return { read: async () => parsed(id, await places.readHomeFile(path), missing) };
    }
    case 'keychain':
      return inKeychain(id, places);
  }
}

function inKeychain(id: string, { secrets, keepSecrets, log }: SignInPlaces): KeptSignIn {
  // What the keychain would not take: the sign-in it still holds is spent.
  let unkept: KiroSignIn | undefined;
  const read = async () =>
    unkept ?? parsed(id, await secrets?.read(id, 'apiKey'), 'the keychain holds no sign-in for it');
  if (keepSecrets === undefined) return { read };
  return {
    read,
    async keep(fresh) {
      try {
        await keepSecrets(id, { apiKey: formatSignIn(fresh) });
        unkept = undefined;
      } catch (error) {
        unkept = fresh;
        log.warn('a renewed sign-in could not be kept; it is lost when kRouter stops', {
          provider: id,
          error,
        });
      }
    },
  };
}

function parsed(id: string, text: string | undefined, missing: string): KiroSignIn {
  const signIn = text === undefined ? undefined : parseSignIn(text);
  if (signIn !== undefined) return signIn;
  const why = text?.trim() ? 'what is there is no sign-in of Kiro and no API key' : missing;
  throw new AppError({
    code: 'upstream_authentication',
    retry: 'next',
    message: `Provider ${id} has no sign-in at Kiro: ${why}.`,
    upstream: { provider: id },
  });
}
