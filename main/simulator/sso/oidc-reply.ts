import type { Reply } from '../region/reply.ts';

/** The errors of SSO OIDC: RFC 6749's and RFC 8628's names, AWS's exception and status (model of sso-oidc 2019-06-10). */
const OIDC_ERRORS = {
  access_denied: ['AccessDeniedException', 400, 'The user denied the request.'],
  authorization_pending: ['AuthorizationPendingException', 400, ''],
  expired_token: ['ExpiredTokenException', 400, 'The device code has expired.'],
  invalid_client: ['InvalidClientException', 401, 'The client is not valid.'],
  invalid_client_metadata: ['InvalidClientMetadataException', 400, 'The client metadata is not valid.'],
  invalid_grant: ['InvalidGrantException', 400, 'The grant is not valid.'],
  invalid_request: ['InvalidRequestException', 400, 'The request is missing a required parameter.'],
  slow_down: ['SlowDownException', 400, 'The client is polling too often.'],
  unsupported_grant_type: ['UnsupportedGrantTypeException', 400, 'The grant type is not supported.'],
} as const satisfies Record<string, readonly [exception: string, status: number, description: string]>;

export type OidcErrorName = keyof typeof OIDC_ERRORS;

/** A refusal in the words of SSO OIDC. */
export function oidcError(error: OidcErrorName, description?: string): Reply {
  const [exception, status, usual] = OIDC_ERRORS[error];
  return {
    kind: 'raw',
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': exception },
    body: JSON.stringify({ error, error_description: description ?? usual }),
  };
}
