import { textOf } from '../json.ts';
import type { Reply } from '../region/reply.ts';
import { oidcError } from './oidc-reply.ts';
import { readMembers } from './read-members.ts';
import type { SsoClient, SsoDevice, SsoDirectory } from './sso-directory.ts';

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const MEMBERS = [
  'clientId',
  'clientSecret',
  'grantType',
  'deviceCode?',
  'code?',
  'refreshToken?',
  'scope[]?',
  'redirectUri?',
  'codeVerifier?',
];

/** CreateToken for the two grants that need no redirect: a device code and a refresh token. */
export function createTokenReply(sso: SsoDirectory, body: Buffer): Reply {
  const members = readMembers(body, MEMBERS);
  if (typeof members === 'string') return oidcError('invalid_request', members);
  const client = sso.clients.get(textOf(members['clientId']));
  const isOurs = client?.clientSecret === members['clientSecret'];
  if (client === undefined || !isOurs || client.expiresAt <= sso.now()) return oidcError('invalid_client');
  switch (members['grantType']) {
    case DEVICE_GRANT:
      return deviceGrant(sso, client, textOf(members['deviceCode']));
    case 'refresh_token':
      return refreshGrant(sso, client, textOf(members['refreshToken']));
    default:
      return oidcError('unsupported_grant_type');
  }
}

function deviceGrant(sso: SsoDirectory, client: SsoClient, deviceCode: string): Reply {
  const device = sso.devices.get(deviceCode);
  if (device === undefined || device.clientId !== client.clientId || device.answer === 'used') {
    return oidcError('invalid_grant');
  }
  const isTooSoon = polledTooSoon(sso, device);
  device.polledAt = sso.now();
  if (device.expiresAt <= sso.now()) return oidcError('expired_token');
  if (isTooSoon) return oidcError('slow_down');
  if (device.answer === 'pending') return oidcError('authorization_pending');
  if (device.answer === 'denied') return oidcError('access_denied');
  device.answer = 'used';
  return tokenReply(sso, client);
}

/** A timer may fire a little early; AWS does not count milliseconds either. */
function polledTooSoon(sso: SsoDirectory, device: SsoDevice): boolean {
  return sso.now() - device.polledAt < sso.options.intervalSeconds * 1000 - 50;
}

function refreshGrant(sso: SsoDirectory, client: SsoClient, refreshToken: string): Reply {
  const former = [...sso.tokens.values()].find((token) => token.refreshToken === refreshToken);
  if (refreshToken === '' || former?.clientId !== client.clientId) return oidcError('invalid_grant');
  sso.tokens.delete(former.accessToken);
  return tokenReply(sso, client);
}

function tokenReply(sso: SsoDirectory, client: SsoClient): Reply {
  const { tokenSeconds } = sso.options;
  const accessToken = `aoa${sso.issue('access')}`;
  const refreshToken = client.scopes.length > 0 ? `aor${sso.issue('refresh')}` : undefined;
  const expiresAt = sso.now() + tokenSeconds * 1000;
  sso.tokens.set(accessToken, { accessToken, expiresAt, clientId: client.clientId, refreshToken });
  return {
    kind: 'json',
    body: { accessToken, tokenType: 'Bearer', expiresIn: tokenSeconds, refreshToken, idToken: null },
  };
}
