import { listOf, textOf } from '../json.ts';
import type { Call, Operation } from '../operations/operation.ts';
import type { Reply } from '../region/reply.ts';
import { createTokenReply } from './create-token.ts';
import { oidcError } from './oidc-reply.ts';
import { readMembers } from './read-members.ts';

/** A registration lasts 90 days at AWS. */
const CLIENT_MS = 90 * 24 * 3_600_000;

/** POST /client/register */
export const registerClient = operation('RegisterClient', ({ state, body }) => {
  const rules = ['clientName', 'clientType', 'scopes[]?', 'redirectUris[]?', 'grantTypes[]?', 'issuerUrl?'];
  const members = readMembers(body, rules);
  if (typeof members === 'string') return oidcError('invalid_request', members);
  if (members['clientType'] !== 'public') return oidcError('invalid_client_metadata');
  const { sso } = state;
  const client = {
    clientId: sso.issue('client'),
    clientSecret: sso.issue('secret'),
    expiresAt: sso.now() + CLIENT_MS,
    scopes: listOf(members['scopes']).map(textOf),
  };
  sso.clients.set(client.clientId, client);
  return json({
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    clientIdIssuedAt: seconds(sso.now()),
    clientSecretExpiresAt: seconds(client.expiresAt),
    authorizationEndpoint: null,
    tokenEndpoint: null,
  });
});

/** POST /device_authorization */
export const startDeviceAuthorization = operation('StartDeviceAuthorization', ({ state, body, headers }) => {
  const members = readMembers(body, ['clientId', 'clientSecret', 'startUrl']);
  if (typeof members === 'string') return oidcError('invalid_request', members);
  const { sso } = state;
  const client = sso.clients.get(textOf(members['clientId']));
  if (client === undefined || client.clientSecret !== members['clientSecret']) {
    return oidcError('invalid_client');
  }
  const known = sso.options.startUrl ?? textOf(members['startUrl']);
  if (members['startUrl'] !== known || !/^https?:\/\//.test(known)) {
    return oidcError('invalid_request', 'The start URL is not valid.');
  }
  const { deviceSeconds, intervalSeconds } = sso.options;
  const deviceCode = sso.issue('device');
  const userCode = readable(sso.issue('user'));
  sso.devices.set(deviceCode, {
    deviceCode,
    userCode,
    clientId: client.clientId,
    expiresAt: sso.now() + deviceSeconds * 1000,
    answer: 'pending',
    polledAt: Number.NEGATIVE_INFINITY,
  });
  const verificationUri = `http://${headers.host ?? 'localhost'}/device`;
  return json({
    deviceCode,
    userCode,
    verificationUri,
    verificationUriComplete: `${verificationUri}?user_code=${userCode}`,
    expiresIn: deviceSeconds,
    interval: intervalSeconds,
  });
});

/** POST /token */
export const createToken = operation('CreateToken', ({ state, body }) => createTokenReply(state.sso, body));

function operation(name: string, run: (call: Call) => Reply): Operation {
  return { name, plane: 'control', service: 'sso-oidc', run };
}

function json(body: object): Reply {
  return { kind: 'json', body };
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

/** `ABCD-EFGH` without letters and digits that look alike, as AWS writes them. */
function readable(text: string): string {
  const letters = [...text.toUpperCase()].filter((char) => /[BCDFGHJKLMNPQRSTVWXZ]/.test(char)).join('');
  return `${letters.padEnd(8, 'X').slice(0, 4)}-${letters.padEnd(8, 'X').slice(4, 8)}`;
}
