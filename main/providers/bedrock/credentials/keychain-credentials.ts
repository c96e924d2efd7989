import type { SecretReader } from '../../../platform/ports/secrets.ts';
import { readAccessKeys } from './access-keys.ts';
import { cleanSecret, readBearerKey } from './bearer-key.ts';
import { credentialError } from './credential-error.ts';
import type { AwsCredentials } from './credential-source.ts';

export interface KeychainContext {
  readonly secrets: SecretReader | undefined;
  readonly providerId: string;
  readonly region: string;
  readonly now: number;
}

/** The provider's API key or access keys from the keychain. @throws AppError when there is no keychain or no entry. */
export async function readKeychainCredentials(context: KeychainContext): Promise<AwsCredentials> {
  const { secrets, providerId, region, now } = context;
  if (secrets === undefined) {
    throw credentialError(
      `Provider ${providerId} takes its credentials from the keychain, which is only available in the desktop app. Use "env", "profile" or "sso" when running headless.`,
    );
  }
  // One after another: the keychain answers one call at a time.
  const apiKey = cleanSecret(await secrets.read(providerId, 'apiKey'));
  if (apiKey !== undefined) return readBearerKey(apiKey, { region, now });
  const accessKeyId = await secrets.read(providerId, 'accessKeyId');
  const secretAccessKey = await secrets.read(providerId, 'secretAccessKey');
  const sessionToken = await secrets.read(providerId, 'sessionToken');
  const keys = readAccessKeys({ accessKeyId, secretAccessKey, sessionToken }, 'the keychain');
  if (keys !== undefined) return keys;
  throw credentialError(
    `The keychain holds no credentials for provider ${providerId}. Enter them in the app's provider settings.`,
  );
}
