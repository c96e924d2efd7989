import type { JsonObject } from '../../../core/json.ts';
import { asArray, asObject } from '../../../core/read-field.ts';
import type { HttpClient } from '../../../platform/ports/http-client.ts';
import type { AwsKeys } from '../credentials/credential-source.ts';
import { callSso, numberOf, requiredText, textOf } from './call-sso.ts';

export interface PortalAccount {
  readonly accountId: string;
  readonly name: string;
  readonly email?: string;
}

/** The access portal for one signed-in person. @throws SsoRefusal, AppError */
export interface PortalClient {
  accounts(): Promise<readonly PortalAccount[]>;
  roles(accountId: string): Promise<readonly string[]>;
  keys(accountId: string, roleName: string): Promise<AwsKeys>;
}

export interface PortalPlace {
  readonly http: HttpClient;
  readonly endpoint: string;
  readonly accessToken: string;
}

const PAGE = '100';
/** More accounts than any organisation's limit; a server that never ends its list is not followed for ever. */
const MAX_PAGES = 200;

export function createPortalClient({ http, endpoint, accessToken }: PortalPlace): PortalClient {
  const get: Get = (path, query) =>
    callSso(http, {
      method: 'GET',
      url: `${endpoint}${path}?${new URLSearchParams(query).toString()}`,
      headers: { 'x-amz-sso_bearer_token': accessToken },
    });
  return {
    async accounts() {
      const found = await listAll(get, { path: '/assignment/accounts', member: 'accountList' });
      return found.map((account) => {
        const accountId = requiredText(account, 'accountId');
        const name = textOf(account['accountName']) ?? accountId;
        return { accountId, name, email: textOf(account['emailAddress']) };
      });
    },
    async roles(accountId) {
      const found = await listAll(get, {
        path: '/assignment/roles',
        query: { account_id: accountId },
        member: 'roleList',
      });
      return found.map((role) => requiredText(role, 'roleName'));
    },
    async keys(accountId, roleName) {
      const body = await get('/federation/credentials', { role_name: roleName, account_id: accountId });
      return readKeys(asObject(body['roleCredentials'], 'roleCredentials'));
    },
  };
}

type Get = (path: string, query: Readonly<Record<string, string>>) => Promise<JsonObject>;

interface Listing {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Where the entries stand in the answer. */
  readonly member: string;
}

async function listAll(get: Get, { path, query, member }: Listing): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  let next: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const from = next !== undefined && { next_token: next };
    const body = await get(path, { ...query, max_result: PAGE, ...from });
    found.push(...asArray(body[member] ?? [], member).map((entry) => asObject(entry, member)));
    next = textOf(body['nextToken']);
    if (next === undefined) break;
  }
  return found;
}

function readKeys(keys: JsonObject): AwsKeys {
  return {
    kind: 'keys',
    accessKeyId: requiredText(keys, 'accessKeyId'),
    secretAccessKey: requiredText(keys, 'secretAccessKey'),
    sessionToken: requiredText(keys, 'sessionToken'),
    expiresAt: numberOf(keys['expiration'], 0),
  };
}
