import type { JsonObject } from '../../../core/json.ts';
import type { Cancellation } from '../../../core/provider.ts';
import type { HttpClient } from '../../../platform/ports/http-client.ts';
import { callSso, numberOf, requiredText, textOf } from './call-sso.ts';

/** kRouter as Identity Center knows it. A secret in name only: whoever registers gets one. */
export interface OidcRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface DeviceAuthorization {
  readonly deviceCode: string;
  readonly userCode: string;
  /** With the code in it, so that nothing has to be typed. */
  readonly url: string;
  readonly lifeMs: number;
  readonly intervalMs: number;
}

export interface OidcToken {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly lifeMs: number;
}

/** The three calls of SSO OIDC that a device sign-in needs. @throws SsoRefusal, AppError */
export interface OidcClient {
  register(): Promise<OidcRegistration>;
  authorize(registration: OidcRegistration, startUrl: string): Promise<DeviceAuthorization>;
  tokenByDevice(registration: OidcRegistration, deviceCode: string): Promise<OidcToken>;
  tokenByRefresh(registration: OidcRegistration, refreshToken: string): Promise<OidcToken>;
}

export interface OidcPlace {
  readonly http: HttpClient;
  readonly endpoint: string;
  readonly cancellation?: Cancellation;
}

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
/** The scope that AWS's command line asks for: only with one is there a refresh token. */
const SCOPES = ['sso:account:access'];
/** RFC 8628, 3.2: where the server names no interval. */
const USUAL_INTERVAL_S = 5;

/** @param place the OIDC endpoint of the portal's region */
export function createOidcClient({ http, endpoint, cancellation }: OidcPlace): OidcClient {
  const post = (path: string, body: object): Promise<JsonObject> =>
    callSso(http, {
      method: 'POST',
      url: `${endpoint}${path}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      cancellation,
    });
  return {
    async register() {
      const body = await post('/client/register', {
        clientName: 'kRouter',
        clientType: 'public',
        scopes: SCOPES,
        grantTypes: [DEVICE_GRANT, 'refresh_token'],
      });
      return {
        clientId: requiredText(body, 'clientId'),
        clientSecret: requiredText(body, 'clientSecret'),
        expiresAt: numberOf(body['clientSecretExpiresAt'], 0) * 1000,
      };
    },
    async authorize({ clientId, clientSecret }, startUrl) {
      return readDevice(await post('/device_authorization', { clientId, clientSecret, startUrl }));
    },
    async tokenByDevice({ clientId, clientSecret }, deviceCode) {
      return readToken(await post('/token', { clientId, clientSecret, grantType: DEVICE_GRANT, deviceCode }));
    },
    async tokenByRefresh({ clientId, clientSecret }, refreshToken) {
      const grant = { clientId, clientSecret, grantType: 'refresh_token', refreshToken };
      return readToken(await post('/token', grant));
    },
  };
}

function readDevice(body: JsonObject): DeviceAuthorization {
  return {
    deviceCode: requiredText(body, 'deviceCode'),
    userCode: requiredText(body, 'userCode'),
    url: textOf(body['verificationUriComplete']) ?? requiredText(body, 'verificationUri'),
    lifeMs: numberOf(body['expiresIn'], 600) * 1000,
    intervalMs: numberOf(body['interval'], USUAL_INTERVAL_S) * 1000,
  };
}

function readToken(body: JsonObject): OidcToken {
  return {
    accessToken: requiredText(body, 'accessToken'),
    refreshToken: textOf(body['refreshToken']),
    lifeMs: numberOf(body['expiresIn'], 0) * 1000,
  };
}
