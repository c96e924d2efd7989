import { isJsonObject, type JsonObject } from '../../core/json.ts';

/** The arguments of a record's calls as the text they were sent as. */
export interface RawArguments {
  /** Empty when the call has none. */
  of(call: JsonObject): string;
}

/** Numbers that parsing may not give back as they were written. */
const ODD_NUMBER = /\d{16}|\d[.eE]/;

const PARSED: RawArguments = { of: argumentsOf };

/**
 * Reads the calls of a record's parts. Parsing has rounded numbers beyond 2^53, so a record with such numbers in a call is
 * searched for the very text; all others are written again from what was parsed.
 */
export function rawCallArguments(record: string, parts: readonly unknown[]): RawArguments {
  const calls = parts.flatMap((part) =>
    isJsonObject(part) && isJsonObject(part['functionCall']) ? [part['functionCall']] : [],
  );
  if (calls.length === 0 || !ODD_NUMBER.test(record)) return PARSED;
  const texts = valuesOf(record, 'functionCall').map((call) => valuesOf(call, 'args')[0] ?? '');
  if (texts.length !== calls.length) return PARSED;
  const byCall = new Map(calls.map((call, i) => [call, texts[i] ?? '']));
  return { of: (call) => byCall.get(call) ?? argumentsOf(call) };
}

function argumentsOf(call: JsonObject): string {
  const { args } = call;
  return isJsonObject(args) ? JSON.stringify(args) : '';
}

const QUOTE = 0x22;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPENING = new Set([0x7b, 0x5b]);
const CLOSING = new Set([0x7d, 0x5d]);

/** The texts of all values of members named `key` in valid JSON, outermost first; those inside a found one are part of it. */
function valuesOf(json: string, key: string): string[] {
  const found: string[] = [];
  for (let i = 0; i < json.length; i += 1) {
    if (json.charCodeAt(i) !== QUOTE) continue;
    const end = endOfString(json, i);
    const isKey = json.slice(i + 1, end) === key;
    i = end;
    const colon = skipSpace(json, end + 1);
    if (!isKey || json.charCodeAt(colon) !== COLON) continue;
    const from = skipSpace(json, colon + 1);
    const to = endOfValue(json, from);
    found.push(json.slice(from, to));
    i = to - 1;
  }
  return found;
}

/** One past the last character of the value that begins at `from`. */
function endOfValue(json: string, from: number): number {
  let depth = 0;
  for (let i = from; i < json.length; i += 1) {
    const char = json.charCodeAt(i);
    if (char === QUOTE) i = endOfString(json, i);
    else if (OPENING.has(char)) depth += 1;
    else if (CLOSING.has(char)) depth -= 1;
    if (depth < 0 || (depth === 0 && char === COMMA)) return i;
    if (depth === 0 && CLOSING.has(char)) return i + 1;
  }
  return json.length;
}

/** Index of the quote that closes the string which opens at `from`. */
function endOfString(json: string, from: number): number {
  for (let i = from + 1; i < json.length; i += 1) {
    if (json[i] === '\\') i += 1;
    else if (json.charCodeAt(i) === QUOTE) return i;
  }
  return json.length;
}

function skipSpace(json: string, from: number): number {
  let i = from;
  while (json[i] === ' ' || json[i] === '\n' || json[i] === '\r' || json[i] === '\t') i += 1;
  return i;
}
