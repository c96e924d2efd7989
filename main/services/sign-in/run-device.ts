import type { SignInTarget } from '../../../contract/wizard.ts';
import type { AwsFiles } from '../../platform/ports/aws-files.ts';
import type { Clock } from '../../platform/ports/clock.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import { signInByDevice } from '../../providers/bedrock/sso/device-sign-in.ts';
import { createOidcClient } from '../../providers/bedrock/sso/oidc-client.ts';
import { ssoEndpoints } from '../../providers/bedrock/sso/sso-endpoints.ts';
import type { SsoSignIns } from '../../providers/bedrock/sso/sso-sign-ins.ts';
import { findSsoProfile, type SsoProfile } from './find-profile.ts';
import type { OpenSignIn } from './sign-in-book.ts';

export interface DeviceRunParts {
  readonly files: AwsFiles;
  readonly clock: Clock;
  readonly signIns: SsoSignIns;
  readonly http: HttpClient;
  readonly env: { readonly [name: string]: string | undefined };
  onSignedIn(): void;
}

export type DeviceTarget = Exclude<SignInTarget, { kind: 'command' }>;

/** Signs in at an access portal: a code, a browser, and the person's yes. */
export async function runDevice(
  signIn: OpenSignIn,
  target: DeviceTarget,
  parts: DeviceRunParts,
): Promise<void> {
  const { clock, http, env, signIns } = parts;
  const portal = await portalOf(target, parts.files);
  const { startUrl, region, cacheName } = portal;
  const place = { startUrl, region, cacheName };
  const { cancellation } = signIn;
  const token = await signInByDevice({
    oidc: createOidcClient({ http, endpoint: ssoEndpoints(region, env).oidc, cancellation }),
    startUrl,
    region,
    clock,
    cancellation,
    onCode: ({ userCode, url, expiresAt }) => signIn.change({ state: 'waiting', userCode, url, expiresAt }),
  });
  await signIns.keep(place, token);
  signIn.portal = { place, http };
  parts.onSignedIn();
  const isWhole = portal.accountId !== undefined && portal.roleName !== undefined;
  if (target.kind !== 'profile' || !isWhole) {
    signIn.change({ state: 'choose-role', region: portal.home });
    return;
  }
  const credentials = { source: 'sso', profile: target.profile } as const;
  signIn.change({ state: 'done', credentials, region: portal.home });
}

type Portal = Omit<SsoProfile, 'cacheName'> & Partial<Pick<SsoProfile, 'cacheName'>>;

async function portalOf(target: DeviceTarget, files: AwsFiles): Promise<Portal> {
  if (target.kind === 'profile') return findSsoProfile(files, target.profile);
  return { startUrl: target.startUrl.replace(/\/+$/, ''), region: target.region };
}
