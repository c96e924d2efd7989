import { isJsonObject, parseJsonObject } from '../../core/json.ts';
import type { SecretField } from '../ports/secrets.ts';
import type { TextFile } from '../ports/text-file.ts';

/** Names of what ought to be in the keychain; no secret. It tells "locked" from "absent", which keytar does not. */
export interface KeychainIndex {
  /** False once the file has been unreadable: then more may be in the keychain than is named here. */
  readonly isComplete: boolean;
  readonly isEmpty: boolean;
  fields(providerId: string): readonly SecretField[];
  /** Notes that these are there, or are about to be. @throws Error when the file cannot be written */
  set(providerId: string, fields: readonly SecretField[]): void;
}

/** Every field that a provider may have. */
export const SECRET_FIELDS: readonly SecretField[] = [
  'accessKeyId',
  'secretAccessKey',
  'sessionToken',
  'apiKey',
];

interface IndexState {
  readonly complete: boolean;
  readonly providers: Map<string, readonly SecretField[]>;
}

/** Reads the index. A file that makes no sense counts as incomplete, never as empty. */
export function openKeychainIndex(file: TextFile): KeychainIndex {
  const { complete, providers } = readIndex(file);
  return {
    isComplete: complete,
    get isEmpty() {
      return complete && providers.size === 0;
    },
    fields: (providerId) => providers.get(providerId) ?? [],
    set(providerId, fields) {
      if (fields.length === 0) providers.delete(providerId);
      else providers.set(providerId, [...fields]);
      const index = { version: 1, complete, providers: Object.fromEntries(providers) };
      file.write(`${JSON.stringify(index, undefined, 2)}\n`);
    },
  };
}

function readIndex(file: TextFile): IndexState {
  const text = readText(file);
  if (text === undefined) return { complete: true, providers: new Map() };
  const json = parseJsonObject(text);
  const providers = json?.['providers'];
  if (!isJsonObject(providers)) return { complete: false, providers: new Map() };
  return {
    complete: json?.['complete'] === true,
    providers: new Map(Object.entries(providers).map(([id, fields]) => [id, readFields(fields)])),
  };
}

function readText(file: TextFile): string | undefined {
  try {
    return file.read();
  } catch {
    return '';
  }
}

function readFields(value: unknown): readonly SecretField[] {
  return Array.isArray(value) ? SECRET_FIELDS.filter((field) => value.includes(field)) : [];
}
