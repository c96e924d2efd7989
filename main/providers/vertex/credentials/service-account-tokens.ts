import { parseJsonObject } from '../../../core/json.ts';
import type { Clock } from '../../../platform/ports/clock.ts';
import type { HttpClient } from '../../../platform/ports/http-client.ts';
import type { SecretReader } from '../../../platform/ports/secrets.ts';
import { readText } from '../../plain-api/read-text.ts';
import type { AccessToken, TokenMaker } from '../../plain-api/token-cache.ts';
import { credentialError } from './credential-error.ts';
import { parseServiceAccountKey, type ServiceAccountKey } from './service-account-key.ts';
import { signAssertion } from './sign-assertion.ts';

export interface ServiceAccountPorts {
  readonly http: HttpClient;
  readonly clock: Clock;
  /** The keychain; absent when headless. */
  readonly secrets?: SecretReader;
}

/** Tokens for the service account whose key file the keychain holds. The key is read for each and kept nowhere. */
export function serviceAccountTokens(providerId: string, ports: ServiceAccountPorts): TokenMaker {
  return async () => {
    const key = parseServiceAccountKey(await readKeyFile(providerId, ports.secrets));
    return exchange(key, ports);
  };
}

async function readKeyFile(providerId: string, secrets: SecretReader | undefined): Promise<string> {
  const text = await secrets?.read(providerId, 'apiKey');
  if (text !== undefined && text.trim() !== '') return text;
  const why =
    secrets === undefined ? 'the keychain is only available in the desktop app' : 'the keychain holds none';
  throw credentialError(`Provider ${providerId} has no service account key: ${why}.`);
}

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

async function exchange(key: ServiceAccountKey, { http, clock }: ServiceAccountPorts): Promise<AccessToken> {
  const now = clock.now();
  const assertion = signAssertion(key, now);
  const response = await http.send({
    method: 'POST',
    url: key.tokenUri,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({ grant_type: GRANT, assertion }).toString(),
  });
  const answer = parseJsonObject(await readText(response)) ?? {};
  if (response.status !== 200) throw refused(key, response.status, answer);
  const { access_token: value, expires_in: seconds } = answer;
  if (typeof value !== 'string' || typeof seconds !== 'number') {
    throw credentialError('Google answered the request for a token with none in it.', response.status);
  }
  return { value, expiresAt: now + seconds * 1000 };
}

/** `error_description` never quotes the assertion, but is cut all the same. */
function refused(key: ServiceAccountKey, status: number, answer: { readonly [name: string]: unknown }) {
  const { error, error_description: text } = answer;
  const said = [error, text]
    .filter((part) => typeof part === 'string')
    .join(': ')
    .slice(0, 300);
  const cure =
    error === 'invalid_grant'
      ? "The key was deleted or disabled, or this machine's clock is wrong."
      : 'Check that the service account exists and is enabled.';
  return credentialError(
    `Google gave ${key.clientEmail} no token (HTTP ${status}${said === '' ? '' : `, ${said}`}). ${cure}`,
    status,
  );
}
