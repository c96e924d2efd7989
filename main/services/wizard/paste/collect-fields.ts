import { isJsonObject, parseJsonObject } from '../../../core/json.ts';

/** What a pasted text names, before anything is judged. */
export interface PastedFields {
  accessKeyId?: string;
  secretAccessKey?: string;
  sessionToken?: string;
  apiKey?: string;
  region?: string;
  expiration?: string;
}

/** Names in lower case without separators and without `aws` in front. */
const NAMES: { readonly [name: string]: keyof PastedFields | undefined } = {
  accesskeyid: 'accessKeyId',
  accesskey: 'accessKeyId',
  secretaccesskey: 'secretAccessKey',
  secretkey: 'secretAccessKey',
  sessiontoken: 'sessionToken',
  securitytoken: 'sessionToken',
  bearertokenbedrock: 'apiKey',
  anthropicapikey: 'apiKey',
  region: 'region',
  defaultregion: 'region',
  expiration: 'expiration',
  credentialexpiration: 'expiration',
};

/** Finds named values in JSON, shell, PowerShell, fish, cmd, INI, YAML or a console's CSV, then bare ones by shape. */
export function collectFields(text: string): PastedFields {
  const fields: PastedFields = {};
  const json = parseJsonObject(text.trim());
  if (json === undefined) collectLines(text, fields);
  else collectJson(json, fields, MAX_DEPTH);
  collectBare(text, fields);
  return fields;
}

/** Credentials stand at the top (credential_process) or a level down (`Credentials`, `roleCredentials`). */
const MAX_DEPTH = 4;

function collectJson(value: object, fields: PastedFields, depth: number): void {
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'string') put(fields, name, member);
    else if (isExpiryInMs(name, member)) fields.expiration ??= new Date(member).toISOString();
    else if (isJsonObject(member) && depth > 1) collectJson(member, fields, depth - 1);
  }
}

/** `aws sso get-role-credentials` gives milliseconds. */
function isExpiryInMs(name: string, value: unknown): value is number {
  return fieldOf(name) === 'expiration' && typeof value === 'number' && Math.abs(value) < 8.64e15;
}

/**
 * `export A="b"`, `set A=b`, `setx A b`, `$env:A = 'b'`, `set -gx A b`, `a = b`, `a: b`; several on a line with `;`. Every
 * repetition has a bound: the text may be anything.
 */
const ASSIGNMENT =
  /(?:^|[\s;{,])(?:export[ \t]{1,9}|setx?[ \t]{1,9}(?:-\w{1,9}[ \t]{1,9}){0,3}|\$env:)?["']?([A-Za-z][A-Za-z_-]{4,40})["']?[ \t]{0,9}(?:[=:]|[ \t])[ \t]{0,9}["']?([^\s"';,]+)/gim;

function collectLines(text: string, fields: PastedFields): void {
  for (const [, name, value] of text.matchAll(ASSIGNMENT)) {
    if (name !== undefined && value !== undefined) put(fields, name, value);
  }
}

const BARE_KEY_ID = /(?<![A-Za-z0-9])((?:AKIA|ASIA)[A-Z0-9]{12,124})(?![A-Za-z0-9])/;
const BARE_API_KEY =
  /(?<![A-Za-z0-9])(ABSK[A-Za-z0-9+/=]{16,}|bedrock-api-key-[A-Za-z0-9+/=_-]+|sk-ant-[A-Za-z0-9_-]{16,})/;
/** 40 characters of base64: the form of every secret access key. */
const BARE_SECRET = /(?<![A-Za-z0-9/+=])([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/;
/** Session tokens are base64 of some hundred bytes. */
const BARE_TOKEN = /(?<![A-Za-z0-9/+=])([A-Za-z0-9/+]{100,}={0,2})(?![A-Za-z0-9/+=])/;

function collectBare(text: string, fields: PastedFields): void {
  fields.apiKey ??= BARE_API_KEY.exec(text)?.[1];
  if (fields.apiKey !== undefined) return;
  fields.accessKeyId ??= BARE_KEY_ID.exec(text)?.[1];
  if (fields.accessKeyId === undefined) return;
  fields.secretAccessKey ??= BARE_SECRET.exec(text)?.[1];
  fields.sessionToken ??= BARE_TOKEN.exec(text)?.[1];
}

function put(fields: PastedFields, name: string, value: string): void {
  const field = fieldOf(name);
  if (field !== undefined && value !== '') fields[field] ??= value.trim();
}

function fieldOf(name: string): keyof PastedFields | undefined {
  const bare = name
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .replace(/^(aws|x)+/, '');
  return Object.hasOwn(NAMES, bare) ? NAMES[bare] : undefined;
}
