import type { PastedCredentials } from '../../../../contract/wizard.ts';
import type { Secrets } from '../../../platform/ports/secrets.ts';
import { decodeShortTermKey } from '../../../providers/bedrock/credentials/bearer-key.ts';
import { collectFields, type PastedFields } from './collect-fields.ts';

/** What a text holds: what may be shown, and the secrets themselves where they are whole. */
export interface ReadPaste {
  readonly shown: Omit<PastedCredentials, 'handle'>;
  readonly secrets?: Secrets;
}

/** Understands what people copy from consoles, shells and files. @param now milliseconds since 1970 */
export function readPasted(text: string, now: number): ReadPaste {
  const fields = collectFields(text);
  if (fields.apiKey !== undefined) return readApiKey(fields.apiKey, fields, now);
  if (fields.accessKeyId !== undefined || fields.secretAccessKey !== undefined) return readKeys(fields, now);
  return {
    shown: {
      kind: 'nothing',
      problem:
        'No AWS keys were found in this text. Paste the lines with the access key id and the secret access key, or a Bedrock API key.',
    },
  };
}

function readApiKey(apiKey: string, fields: PastedFields, now: number): ReadPaste {
  const keyEnding = apiKey.slice(-4);
  if (apiKey.startsWith('sk-ant-'))
    return { shown: { kind: 'anthropic-key', keyEnding }, secrets: { apiKey } };
  const shortTerm = decodeShortTermKey(apiKey);
  const region = shortTerm?.region ?? fields.region;
  const expiresAt = shortTerm?.expiresAt;
  const shown = { kind: 'api-key', keyEnding, region, expiresAt } as const;
  if (isOver(expiresAt, now)) return { shown: { ...shown, problem: `${over(expiresAt)} Make a new key.` } };
  return { shown, secrets: { apiKey } };
}

function readKeys(fields: PastedFields, now: number): ReadPaste {
  const { accessKeyId, secretAccessKey, sessionToken, region } = fields;
  const isTemporary = accessKeyId?.startsWith('ASIA') ?? false;
  const expiresAt = readTime(fields.expiration);
  const shown = {
    kind: isTemporary || sessionToken !== undefined ? 'session' : 'access-key',
    keyEnding: accessKeyId?.slice(-4),
    region,
    expiresAt,
  } as const;
  const problem =
    problemOf(fields, isTemporary) ??
    (isOver(expiresAt, now) ? `${over(expiresAt)} Copy new ones.` : undefined);
  if (problem !== undefined) return { shown: { ...shown, problem } };
  return { shown, secrets: { accessKeyId, secretAccessKey, sessionToken } };
}

function problemOf({ accessKeyId, secretAccessKey, sessionToken }: PastedFields, isTemporary: boolean) {
  if (accessKeyId === undefined)
    return 'The access key id (AKIA… or ASIA…) is missing. Paste both halves of the key.';
  if (secretAccessKey === undefined) return 'The secret access key is missing. Paste both halves of the key.';
  if (isTemporary && sessionToken === undefined) {
    return 'This is a temporary key (ASIA…), which works only with its session token. Paste all three lines.';
  }
  if (!isTemporary && accessKeyId.startsWith('AKIA') && sessionToken !== undefined) {
    return 'A long-term key (AKIA…) must not have a session token: AWS would refuse it. Paste the key without the token.';
  }
  return undefined;
}

function readTime(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function isOver(expiresAt: number | undefined, now: number): expiresAt is number {
  return expiresAt !== undefined && expiresAt <= now;
}

function over(expiresAt: number): string {
  return `These credentials expired at ${new Date(expiresAt).toISOString()}.`;
}
