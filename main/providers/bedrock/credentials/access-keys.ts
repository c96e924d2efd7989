import { cleanSecret } from './bearer-key.ts';
import { credentialError } from './credential-error.ts';
import type { AwsKeys } from './credential-source.ts';

/** Keys as they were typed or exported; empty counts as absent. */
export interface RawKeys {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
}

/**
 * Trims and checks a set of keys. Undefined when there is no access key at all.
 * @throws AppError when they are incomplete.
 */
export function readAccessKeys(raw: RawKeys, label: string): AwsKeys | undefined {
  const accessKeyId = cleanSecret(raw.accessKeyId);
  const secretAccessKey = cleanSecret(raw.secretAccessKey);
  const sessionToken = cleanSecret(raw.sessionToken);
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    const missing = accessKeyId === undefined ? 'access key id' : 'secret access key';
    throw credentialError(`The ${missing} is missing from ${label}. Both halves of the key are needed.`);
  }
  if (accessKeyId.startsWith('ASIA') && sessionToken === undefined) {
    throw credentialError(
      `The access key from ${label} begins with ASIA, so it is a temporary one and needs its session token. Add the token, or use a long-term key (AKIA…).`,
    );
  }
  return { kind: 'keys', accessKeyId, secretAccessKey, sessionToken };
}
