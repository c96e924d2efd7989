import { type JsonObject, parseJsonObject } from '../../core/json.ts';

/** A user's own sign-in at Kiro, or their API key. */
export interface KiroSignIn {
  /** Empty when there is only a refresh token. */
  readonly accessToken: string;
  /** Milliseconds since 1970; undefined when the sign-in does not say. */
  readonly expiresAt?: number;
  readonly refreshToken?: string;
  readonly profileArn?: string;
  readonly region?: string;
  /** The user's own registration, which sign-ins at IAM Identity Center and AWS Builder ID are renewed with. */
  readonly client?: { readonly id: string; readonly secret: string };
  /** Names the file of that registration, in Kiro's own folder. */
  readonly clientIdHash?: string;
}

/** How Kiro's API keys begin. */
const API_KEY = 'ksk_';

/** True for an API key, which never ends and is announced in a header of its own. */
export function isKiroApiKey(token: string): boolean {
  return token.startsWith(API_KEY);
}

/** Reads what the user has given: the text of a sign-in file, a bare access token, or an API key; undefined for nothing. */
export function parseSignIn(text: string): KiroSignIn | undefined {
  const given = text.trim();
  if (given === '') return undefined;
  if (!given.startsWith('{')) return { accessToken: given };
  const file = parseJsonObject(given);
  return file === undefined ? undefined : readSignIn(file);
}

function readSignIn(file: JsonObject): KiroSignIn | undefined {
  const accessToken = textOf(file['accessToken']) ?? '';
  const refreshToken = textOf(file['refreshToken']);
  if (accessToken === '' && refreshToken === undefined) return undefined;
  return {
    accessToken,
    refreshToken,
    expiresAt: timeOf(file['expiresAt']),
    profileArn: textOf(file['profileArn']),
    region: textOf(file['region']),
    client: readClient(file),
    clientIdHash: textOf(file['clientIdHash']),
  };
}

/** A registration's `{clientId, clientSecret}`, in a file of its own or beside the tokens. */
export function readClient(file: JsonObject): KiroSignIn['client'] {
  const id = textOf(file['clientId']);
  const secret = textOf(file['clientSecret']);
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** The same in the form it was given in, for the keychain. */
export function formatSignIn({ client, expiresAt, ...rest }: KiroSignIn): string {
  return JSON.stringify({
    ...rest,
    ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() }),
    ...(client === undefined ? {} : { clientId: client.id, clientSecret: client.secret }),
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A date, or seconds or milliseconds since 1970. */
function timeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value < 1e12 ? value * 1000 : value;
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
