import type { Environment } from '../credentials/env-credentials.ts';
import { resolveEndpoint } from '../endpoints.ts';

/** Where Identity Center of one region answers, without a slash at the end. */
export interface SsoEndpoints {
  readonly oidc: string;
  readonly portal: string;
}

/** AWS's hosts, or what AWS's own variables put in their place (`AWS_ENDPOINT_URL_SSO_OIDC`, `AWS_ENDPOINT_URL_SSO`). */
export function ssoEndpoints(region: string, env: Environment): SsoEndpoints {
  const place = { region, fips: false, dualStack: false };
  const named = (variable: string) => env[variable] || env['AWS_ENDPOINT_URL'] || undefined;
  return {
    oidc: resolveEndpoint('oidc', { ...place, override: named('AWS_ENDPOINT_URL_SSO_OIDC') }),
    portal: resolveEndpoint('portal.sso', { ...place, override: named('AWS_ENDPOINT_URL_SSO') }),
  };
}
