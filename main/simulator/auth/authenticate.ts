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
  const key = authorization === undefined ? apiKeyOf(request, policy) : undefined;
  if (authorization === '' || (authorization === undefined && key === undefined)) {
    throw new AwsError('MissingAuthenticationTokenException');
  }
  if (values.length > 1) {
    const message = 'Only one Authorization header is allowed.';
    throw new AwsError('IncompleteSignatureException', message);
  }
  if (authorization === undefined) verifyBearer(key ?? '', policy);
  else if (/^bearer /i.test(authorization)) verifyBearer(authorization.slice(7), policy);
  else verifySigV4(request, body, policy);
}

/** The Messages endpoint takes a key in Anthropic's own header as well. */
function apiKeyOf({ headers }: SignedRequest, { service }: AuthPolicy): string | undefined {
  if (service !== 'bedrock-mantle') return undefined;
  return headers.find(([name]) => name.toLowerCase() === 'x-api-key')?.[1];
}

/** Keys are made for Bedrock as a whole: its Messages endpoint takes them too. */
const KEYED_SERVICES: readonly string[] = ['bedrock', 'bedrock-mantle'];

function verifyBearer(key: string, policy: AuthPolicy): void {
  if (!KEYED_SERVICES.includes(policy.service)) throw refused();
  if (policy.bearerKeys.includes(key)) return;
  if (!key.startsWith(SHORT_TERM_PREFIX)) throw refused();
  verifyShortTermKey(key, { ...policy, service: 'bedrock' });
}
