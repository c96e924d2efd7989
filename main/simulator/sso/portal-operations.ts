import { createHash } from 'node:crypto';
import type { Call, Operation } from '../operations/operation.ts';
import type { Reply } from '../region/reply.ts';
import type { SsoAccountSetup } from './sso-options.ts';

/** AWS's own limit for one page. */
const MAX_PAGE = 100;

/** GET /assignment/accounts */
export const listAccounts = operation('ListAccounts', ({ state, query }) => {
  const { accounts } = state.sso.options;
  return page(query, accounts, (accountList, nextToken) => ({
    accountList: accountList.map(({ accountId, accountName, emailAddress }) => ({
      accountId,
      accountName,
      emailAddress,
    })),
    nextToken,
  }));
});

/** GET /assignment/roles */
export const listAccountRoles = operation('ListAccountRoles', ({ state, query }) => {
  const account = accountOf(state, query);
  if (account === undefined) return noAccess();
  return page(query, account.roles, (roles, nextToken) => ({
    roleList: roles.map((roleName) => ({ roleName, accountId: account.accountId })),
    nextToken,
  }));
});

/** GET /federation/credentials */
export const getRoleCredentials = operation('GetRoleCredentials', ({ state, query }) => {
  const account = accountOf(state, query);
  const role = query.get('role_name') ?? '';
  if (!account?.roles.includes(role)) return noAccess();
  const { sso } = state;
  const expiration = sso.now() + sso.options.roleSeconds * 1000;
  const seed = sso.issue(`${account.accountId} ${role}`);
  const keys = {
    accessKeyId: `ASIA${createHash('sha256').update(seed).digest('hex').slice(0, 16).toUpperCase()}`,
    secretAccessKey: sso.issue('secret key').slice(0, 40),
    sessionToken: sso.issue('session').repeat(8),
  };
  sso.issuedKeys.push({ ...keys, expiresAt: expiration });
  return { kind: 'json', body: { roleCredentials: { ...keys, expiration } } };
});

/** POST /logout */
export const logout = operation('Logout', ({ state, headers }) => {
  state.sso.tokens.delete(String(headers['x-amz-sso_bearer_token']));
  return { kind: 'raw', status: 200, headers: {}, body: '' };
});

/** The portal knows people by a token in a header of its own; nothing is signed. */
function operation(name: string, run: (call: Call) => Reply): Operation {
  return {
    name,
    plane: 'control',
    service: 'sso',
    run(call) {
      const { sso } = call.state;
      const token = sso.tokens.get(String(call.headers['x-amz-sso_bearer_token']));
      if (token === undefined || token.expiresAt <= sso.now()) {
        return portalError('UnauthorizedException', 401, 'Session token not found or invalid');
      }
      return run(call);
    },
  };
}

function accountOf(state: Call['state'], query: URLSearchParams): SsoAccountSetup | undefined {
  return state.sso.account(query.get('account_id') ?? '');
}

function page<T>(
  query: URLSearchParams,
  all: readonly T[],
  body: (part: readonly T[], nextToken: string | null) => object,
): Reply {
  const size = Number(query.get('max_result') ?? MAX_PAGE);
  const from = Number(query.get('next_token') ?? 0);
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE || !Number.isInteger(from)) {
    return portalError('InvalidRequestException', 400, 'Invalid request');
  }
  const next = from + size < all.length ? String(from + size) : null;
  return { kind: 'json', body: body(all.slice(from, from + size), next) };
}

function noAccess(): Reply {
  return portalError('ForbiddenException', 403, 'No access');
}

function portalError(exception: string, status: number, message: string): Reply {
  return {
    kind: 'raw',
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': exception },
    body: JSON.stringify({ message, __type: `com.amazonaws.switchboard.portal#${exception}` }),
  };
}
