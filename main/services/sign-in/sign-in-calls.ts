import type { NetworkConfig } from '../../../contract/config.ts';
import type { AwsFiles } from '../../platform/ports/aws-files.ts';
import type { Clock } from '../../platform/ports/clock.ts';
import type { CommandRunner } from '../../platform/ports/command-runner.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import { createPortalClient, type PortalClient } from '../../providers/bedrock/sso/portal-client.ts';
import { ssoEndpoints } from '../../providers/bedrock/sso/sso-endpoints.ts';
import { SsoRefusal } from '../../providers/bedrock/sso/sso-error.ts';
import type { SsoSignIns } from '../../providers/bedrock/sso/sso-sign-ins.ts';
import { CallFailure } from '../call-failure.ts';
import type { Implementations } from '../implementations.ts';
import { readAwsCli } from './aws-cli.ts';
import { runCommand } from './run-command.ts';
import { runDevice } from './run-device.ts';
import type { OpenSignIn, SignInBook } from './sign-in-book.ts';

export interface SignInParts {
  readonly book: SignInBook;
  readonly files: AwsFiles;
  readonly clock: Clock;
  readonly env: { readonly [name: string]: string | undefined };
  readonly commands: CommandRunner;
  readonly signIns: SsoSignIns;
  http(network: NetworkConfig): HttpClient;
  /** Somebody has signed in: what failed for want of it may work now. */
  onSignedIn(): void;
}

type SignInCalls = Implementations<
  `signIn.${'start' | 'get' | 'cancel' | 'accounts' | 'roles' | 'choose'}` | 'awsCli.get'
>;

/** Signing in from the app: at an access portal, or with AWS's own command line. */
export function createSignInCalls(parts: SignInParts): SignInCalls {
  const { book } = parts;
  return {
    'signIn.start'({ target, network }) {
      if (target.kind === 'command') return book.open((signIn) => runCommand(signIn, target, parts));
      const http = parts.http(network);
      return book.open((signIn) => runDevice(signIn, target, { ...parts, http }));
    },
    'signIn.get': ({ id }) => book.get(id).view,
    'signIn.cancel'({ id }) {
      book.cancel(id);
      return {};
    },
    'signIn.accounts': async ({ id }) => [...(await ask(book.get(id), parts, (portal) => portal.accounts()))],
    'signIn.roles': async ({ id, accountId }) => [
      ...(await ask(book.get(id), parts, (portal) => portal.roles(accountId))),
    ],
    'signIn.choose'({ id, accountId, roleName }) {
      const signIn = book.get(id);
      const { startUrl, region: ssoRegion, cacheName: session } = portalOf(signIn).place;
      const credentials = { source: 'sso-role', startUrl, ssoRegion, accountId, roleName, session } as const;
      signIn.change({ state: 'done', credentials });
      return signIn.view;
    },
    'awsCli.get': () => readAwsCli(parts.commands),
  };
}

async function ask<T>(
  signIn: OpenSignIn,
  { signIns, env }: SignInParts,
  question: (portal: PortalClient) => Promise<T>,
): Promise<T> {
  const { place, http } = portalOf(signIn);
  const accessToken = await signIns.token(place, http);
  const { portal } = ssoEndpoints(place.region, env);
  try {
    return await question(createPortalClient({ http, endpoint: portal, accessToken }));
  } catch (error) {
    if (!(error instanceof SsoRefusal)) throw error;
    throw new CallFailure('failed', `IAM Identity Center answers: ${error.message}. Sign in again.`);
  }
}

function portalOf(signIn: OpenSignIn): NonNullable<OpenSignIn['portal']> {
  if (signIn.portal !== undefined) return signIn.portal;
  throw new CallFailure('conflict', 'This sign-in is not finished yet.');
}
