import { AppError } from '../../core/app-error.ts';

/** Deeper than any request an app sends; the hub's own walks recurse. */
export const MAX_DEPTH = 128;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * One pass over JSON text before it is parsed; strings are skipped natively. Says nothing of validity.
 * @throws AppError invalid_request when it nests deeper than MAX_DEPTH
 */
export function checkDepth(text: string): void {
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (char === QUOTE) {
      i = endOfString(text, i + 1);
    } else if (char === OPEN_OBJECT || char === OPEN_LIST) {
      depth += 1;
      if (depth > MAX_DEPTH) throw tooDeep();
    } else if (char === CLOSE_OBJECT || char === CLOSE_LIST) {
      depth -= 1;
    }
  }
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

/** A 400 for nesting that no app needs. */
export function tooDeep(): AppError {
  return new AppError({
    code: 'invalid_request',
    message: `The body nests deeper than ${MAX_DEPTH} levels.`,
  });
}
