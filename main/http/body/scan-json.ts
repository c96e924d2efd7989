import { AppError } from '../../core/app-error.ts';

/** The parser recurses natively and survives any depth; what later walks the value does not. */
const MAX_DEPTH = 128;

/** An integer this long may exceed 2^53. */
const LARGE_DIGITS = 16;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const ZERO = 0x30;
const NINE = 0x39;

/**
 * One pass over JSON text before it is parsed; strings are skipped natively, so it costs little even on megabytes.
 * Says nothing of validity. Returns whether a number may be too large for a double.
 * @throws AppError invalid_request when it nests deeper than MAX_DEPTH
 */
export function scanJson(text: string): { readonly hasLargeNumber: boolean } {
  let depth = 0;
  let hasLargeNumber = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (char === QUOTE) {
      i = endOfString(text, i + 1);
    } else if (char === OPEN_OBJECT || char === OPEN_LIST) {
      depth += 1;
      if (depth > MAX_DEPTH) throw tooDeep(i);
    } else if (char === CLOSE_OBJECT || char === CLOSE_LIST) {
      depth -= 1;
    } else if (isDigit(char)) {
      const end = endOfDigits(text, i);
      hasLargeNumber ||= end - i >= LARGE_DIGITS;
      i = end - 1;
    }
  }
  return { hasLargeNumber };
}

function isDigit(char: number): boolean {
  return char >= ZERO && char <= NINE;
}

function endOfDigits(text: string, from: number): number {
  let end = from + 1;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

/** Index of the quote that closes a string, or of the last character when none does. */
function endOfString(text: string, from: number): number {
  let quote = text.indexOf('"', from);
  while (quote !== -1 && isEscaped(text, quote, from)) quote = text.indexOf('"', quote + 1);
  return quote === -1 ? text.length : quote;
}

function isEscaped(text: string, quote: number, from: number): boolean {
  let first = quote;
  while (first > from && text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (quote - first) % 2 === 1;
}

function tooDeep(position: number): AppError {
  return new AppError({
    code: 'invalid_request',
    message: `The body nests deeper than ${MAX_DEPTH} levels at position ${position}.`,
  });
}
