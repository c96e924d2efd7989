import type { AwsCredentialsConfig } from '../../../../contract/config.ts';
import type { HttpClient } from '../../../platform/ports/http-client.ts';
import type { AwsKeys } from '../credentials/credential-source.ts';
import type { Environment } from '../credentials/env-credentials.ts';
import { createPortalClient } from './portal-client.ts';
import { ssoEndpoints } from './sso-endpoints.ts';
import { SsoRefusal, signInEnded } from './sso-error.ts';
import type { SsoPlace, SsoSignIns } from './sso-sign-ins.ts';

export type SsoRoleConfig = Extract<AwsCredentialsConfig, { source: 'sso-role' }>;

export interface SsoRoleParts {
  readonly signIns: SsoSignIns;
  readonly http: HttpClient;
  readonly env: Environment;
}

/** Where the sign-in of such credentials is kept. */
export function placeOf({ startUrl, ssoRegion, session }: SsoRoleConfig): SsoPlace {
  return { startUrl, region: ssoRegion, cacheName: session };
}

/** The keys of a role, for the person who is signed in. @throws AppError saying what to do */
export async function readSsoRoleCredentials(config: SsoRoleConfig, parts: SsoRoleParts): Promise<AwsKeys> {
  const { signIns, http, env } = parts;
  const accessToken = await signIns.token(placeOf(config), http);
  const portal = createPortalClient({
    http,
    endpoint: ssoEndpoints(config.ssoRegion, env).portal,
    accessToken,
  });
  try {
    return await portal.keys(config.accountId, config.roleName);
  } catch (error) {
    throw error instanceof SsoRefusal ? explain(error, config) : error;
  }
}

function explain(error: SsoRefusal, { accountId, roleName, startUrl }: SsoRoleConfig): Error {
  if (error.code.startsWith('Unauthorized')) {
    return signInEnded(`The sign-in at ${startUrl} has expired or was ended. Sign in again.`, error);
  }
  return signInEnded(
    `IAM Identity Center gives no keys for role ${roleName} in account ${accountId}: ${error.message}. Choose another account or role.`,
    error,
  );
}
