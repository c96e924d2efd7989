import { AppError } from '../../core/app-error.ts';

/** Node keeps the first of these and drops the rest; what came before us may have kept the last. */
const SINGLE = new Set(['host', 'authorization', 'content-length', 'content-type', 'transfer-encoding']);

/**
 * Refuses a request that repeats a header which may stand once.
 * @param rawHeaders names and values in turn, as received
 * @throws AppError invalid_request
 */
export function checkSingleHeaders(rawHeaders: readonly string[]): void {
  let seen = '';
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]?.toLowerCase() ?? '';
    if (!SINGLE.has(name)) continue;
    if (seen.includes(`|${name}|`)) {
      throw new AppError({
        code: 'invalid_request',
        message: `The header ${name} came twice. Send it once.`,
      });
    }
    seen += `|${name}|`;
  }
}
