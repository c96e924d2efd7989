import { AppError } from '../../core/app-error.ts';
import { MAX_DEPTH, tooDeep } from './check-depth.ts';

/**
 * One walk over a parsed body, level by level, so that its depth cannot exhaust the stack. Returns whether it holds a
 * number that a double may have rounded.
 * @throws AppError invalid_request when it nests deeper than MAX_DEPTH or has a member named `__proto__`
 */
export function inspectJson(value: unknown): { readonly hasLargeNumber: boolean } {
  let hasLargeNumber = false;
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    hasLargeNumber ||= level.some(isLarge);
    const holders = level.filter(isHolder);
    if (depth === MAX_DEPTH && holders.length > 0) throw tooDeep();
    level = holders.flatMap(membersOf);
  }
  return { hasLargeNumber };
}

/** Strings, the bulk of a body, are left where they are. */
function membersOf(holder: object): unknown[] {
  if (Object.hasOwn(holder, '__proto__')) throw protoMember();
  return Object.values(holder).filter((member) => typeof member !== 'string');
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isLarge(value: unknown): boolean {
  return typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER);
}

function protoMember(): AppError {
  return new AppError({
    code: 'invalid_request',
    message: 'The body has a member named __proto__. Remove it.',
  });
}
