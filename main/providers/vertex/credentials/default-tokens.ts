import { globalAgent, type Agent as PlainAgent } from 'node:http';
import type { Agent } from 'node:https';
import type { GoogleAuth } from 'google-auth-library';
import type { Clock } from '../../../platform/ports/clock.ts';
import type { AccessToken, TokenMaker } from '../../plain-api/token-cache.ts';
import { credentialError } from './credential-error.ts';
import { CLOUD_PLATFORM } from './google-token.ts';

export interface DefaultTokenPorts {
  readonly clock: Clock;
  readonly env: { readonly [name: string]: string | undefined };
  /** What Google's library connects with; its own when absent. */
  readonly sdkAgent?: Agent;
}

/** For tokens of which the library does not say when they end. Google's live an hour. Milliseconds. */
const UNKNOWN_LIFE_MS = 30 * 60_000;

/**
 * Tokens of the application default credentials: the file named in the environment, gcloud's own, or the machine's.
 * Google's library is loaded with the first one.
 */
export function defaultTokens(ports: DefaultTokenPorts): TokenMaker {
  return async () => {
    const auth = await createAuth(ports);
    try {
      return await readToken(auth, ports.clock);
    } catch (error) {
      throw explain(error);
    }
  };
}

async function createAuth({ env, sdkAgent }: DefaultTokenPorts): Promise<GoogleAuth> {
  const library = await import('google-auth-library');
  const keyFilename = env['GOOGLE_APPLICATION_CREDENTIALS'];
  return new library.GoogleAuth({
    scopes: CLOUD_PLATFORM,
    ...(keyFilename === undefined || keyFilename === '' ? {} : { keyFilename }),
    ...(sdkAgent === undefined
      ? {}
      : { clientOptions: { transporterOptions: { agent: agentFor(sdkAgent) } } }),
  });
}

/** Token services on the machine itself, such as a workload's, are called without TLS. */
function agentFor(secure: Agent): (url: URL) => PlainAgent {
  return ({ protocol }) => (protocol === 'https:' ? secure : globalAgent);
}

async function readToken(auth: GoogleAuth, clock: Clock): Promise<AccessToken> {
  const client = await auth.getClient();
  const { token } = await client.getAccessToken();
  if (!token) throw new Error('there was no token in the answer');
  const expiresAt = client.credentials.expiry_date ?? clock.now() + UNKNOWN_LIFE_MS;
  return { value: token, expiresAt };
}

const SIGN_IN = 'Run "gcloud auth application-default login".';

function explain(error: unknown) {
  const said = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
  if (said.includes('Could not load the default credentials')) {
    return credentialError(`There are no application default credentials on this machine. ${SIGN_IN}`);
  }
  if (/invalid_grant|invalid_rapt|reauth/i.test(said)) {
    return credentialError(`Google no longer accepts the application default credentials. ${SIGN_IN}`);
  }
  return credentialError(
    `The application default credentials gave no token (${said.slice(0, 300)}). ${SIGN_IN}`,
  );
}
