import { AwsError } from '../aws-error.ts';
import type { SignedRequest } from './canonical-request.ts';
import { refused, SHORT_TERM_PREFIX, verifyShortTermKey } from './verify-short-term-key.ts';
import { type SigV4Policy, verifySigV4 } from './verify-sigv4.ts';

/** Who may call, and how it is checked. */
export interface AuthPolicy extends SigV4Policy {
  readonly bearerKeys: readonly string[];
}

/** Lets a request in, by SigV4 or by bearer key, or throws the AwsError that AWS's front door would answer. */
export function authenticate(request: SignedRequest, body: Uint8Array, policy: AuthPolicy): void {
  const values = request.headers
    .filter(([name]) => name.toLowerCase() === 'authorization')
    .map(([, value]) => value);
  const [authorization] = values;
  if (authorization === undefined || authorization === '') {
    throw new AwsError('MissingAuthenticationTokenException');
  }
  if (values.length > 1) {
    const message = 'Only one Authorization header is allowed.';
    throw new AwsError('IncompleteSignatureException', message);
  }
  if (/^bearer /i.test(authorization)) verifyBearer(authorization.slice(7), policy);
  else verifySigV4(request, body, policy);
}

function verifyBearer(key: string, policy: AuthPolicy): void {
  if (policy.service !== 'bedrock') throw refused();
  if (policy.bearerKeys.includes(key)) return;
  if (!key.startsWith(SHORT_TERM_PREFIX)) throw refused();
  verifyShortTermKey(key, policy);
}
