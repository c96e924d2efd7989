import { AwsError } from '../aws-error.ts';
import type { CredentialScope } from './sigv4-signature.ts';

/** The parts of a SigV4 `Authorization` header or presigned query. */
export interface SigV4Claim {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** @throws AwsError IncompleteSignatureException naming what is missing. */
export function parseAuthorization(header: string): SigV4Claim {
  const space = header.indexOf(' ');
  const algorithm = space < 0 ? header : header.slice(0, space);
  if (algorithm !== ALGORITHM) throw incomplete(`Unsupported AWS 'algorithm': '${algorithm}'.`);
  const parts = new Map(
    header
      .slice(space + 1)
      .split(',')
      .map((part): [string, string] => {
        const equals = part.indexOf('=');
        return [part.slice(0, equals).trim(), part.slice(equals + 1).trim()];
      }),
  );
  const missing = ['Credential', 'SignedHeaders', 'Signature'].filter((name) => !parts.get(name));
  if (missing.length > 0) {
    throw incomplete(missing.map((name) => `Authorization header requires '${name}' parameter.`).join(' '));
  }
  const signedHeaders = (parts.get('SignedHeaders') ?? '').split(';').map((name) => name.toLowerCase());
  return {
    ...parseCredential(parts.get('Credential') ?? ''),
    signedHeaders,
    signature: parts.get('Signature') ?? '',
  };
}

/** Splits `AKID/date/region/service/aws4_request`. @throws AwsError IncompleteSignatureException. */
export function parseCredential(credential: string): Pick<SigV4Claim, 'accessKeyId' | 'scope'> {
  const [accessKeyId = '', date = '', region = '', service = '', terminator, ...rest] = credential.split('/');
  if (terminator !== 'aws4_request' || rest.length > 0) {
    throw incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'.`,
    );
  }
  return { accessKeyId, scope: { date, region, service } };
}

function incomplete(message: string): AwsError {
  return new AwsError('IncompleteSignatureException', message);
}
