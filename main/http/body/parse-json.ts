import { isInteger, parse as parseLossless } from 'lossless-json';
import { AppError } from '../../core/app-error.ts';
import { RawJson } from '../../core/raw-json.ts';
import { checkDepth, tooDeep } from './check-depth.ts';
import { inspectJson } from './inspect-json.ts';

/** Texts above this size are not parsed a second time just to name the position of an error. */
const MAX_EXPLAINED_CHARS = 1024 * 1024;

/** The parser takes seconds and a gigabyte for nesting that fills 32 MB; below this size it may be judged afterwards. */
const MAX_UNCHECKED_CHARS = 512 * 1024;

/**
 * Parses a request body. Integers beyond 2^53 become `RawJson`, everything else is plain JSON.
 * @throws AppError invalid_request for bad JSON (with its position), excessive depth or a `__proto__` member
 */
export function parseJson(text: string): unknown {
  if (text.length > MAX_UNCHECKED_CHARS) checkDepth(text);
  const value = parsePlain(text);
  const { hasLargeNumber } = inspectJson(value);
  return hasLargeNumber ? reparse(text) : value;
}

function parsePlain(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError({
      code: 'invalid_request',
      message: `The body is not valid JSON: ${explain(text)}`,
    });
  }
}

/** The engine's own messages carry a position only sometimes, and quote the body. */
function explain(text: string): string {
  if (text.length > MAX_EXPLAINED_CHARS) return 'it cannot be parsed.';
  try {
    reparse(text);
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    if (error instanceof Error) return `${error.message}.`;
  }
  return 'it cannot be parsed.';
}

/** A repeated member: the last one counts, as in `JSON.parse`. */
function reparse(text: string): unknown {
  return parseLossless(text, undefined, {
    parseNumber: toNumber,
    onDuplicateKey: ({ newValue }) => newValue,
  });
}

function toNumber(digits: string): number | RawJson {
  const number = Number(digits);
  return isInteger(digits) && !Number.isSafeInteger(number) ? new RawJson(digits) : number;
}
