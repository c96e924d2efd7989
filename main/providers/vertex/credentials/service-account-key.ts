import { parseJsonObject } from '../../../core/json.ts';
import { credentialError } from './credential-error.ts';

/** What a service account's key file says, as far as it is needed. */
export interface ServiceAccountKey {
  readonly clientEmail: string;
  /** PEM. */
  readonly privateKey: string;
  readonly privateKeyId: string | undefined;
  readonly tokenUri: string;
  readonly projectId: string | undefined;
}

const GOOGLE_TOKEN_URI = 'https://oauth2.googleapis.com/token';

/** Reads the JSON of a key file. @throws AppError naming the member that is missing; never quoting the file */
export function parseServiceAccountKey(text: string): ServiceAccountKey {
  const file = parseJsonObject(text);
  if (file === undefined) throw broken('it is no JSON object');
  if (file['type'] !== 'service_account') throw broken('its "type" is not "service_account"');
  const read = (name: string) => (typeof file[name] === 'string' ? file[name] : undefined);
  const clientEmail = read('client_email');
  const privateKey = read('private_key');
  if (clientEmail === undefined) throw broken('it has no "client_email"');
  if (privateKey?.includes('PRIVATE KEY-----') !== true) throw broken('it has no "private_key" in PEM form');
  const tokenUri = read('token_uri') ?? GOOGLE_TOKEN_URI;
  if (!/^https:\/\/|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(tokenUri)) {
    throw broken('its "token_uri" is not an https:// address');
  }
  return {
    clientEmail,
    privateKey,
    privateKeyId: read('private_key_id'),
    tokenUri,
    projectId: read('project_id'),
  };
}

function broken(why: string) {
  return credentialError(
    `The service account key cannot be used: ${why}. Make a JSON key in the Google Cloud console (IAM, Service accounts, Keys) and paste the whole file.`,
  );
}
