import { AppError } from '../../core/app-error.ts';
import { MAX_DEPTH, tooDeep } from './check-depth.ts';

/**
 * One walk over a parsed body, level by level, so that its depth cannot exhaust the stack. Returns whether it holds a
 * number that a double may have rounded.
 * @throws AppError invalid_request when it nests deeper than MAX_DEPTH or has a member named `__proto__`
 */
export function inspectJson(value: unknown): { readonly hasLargeNumber: boolean } {
  let hasLargeNumber = false;
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    const below: unknown[] = [];
    for (const item of level) {
      if (typeof item === 'number') hasLargeNumber ||= isLarge(item);
      else if (typeof item === 'object' && item !== null) {
        if (depth === MAX_DEPTH) throw tooDeep();
        descend(item, below);
      }
    }
    level = below;
  }
  return { hasLargeNumber };
}

/** Strings, the bulk of a body, are left where they are. */
function descend(item: object, below: unknown[]): void {
  if (Object.hasOwn(item, '__proto__')) {
    throw protoMember();
  }
  for (const member of Object.values(item)) if (typeof member !== 'string') below.push(member);
}

function isLarge(number: number): boolean {
  return number > Number.MAX_SAFE_INTEGER || number < Number.MIN_SAFE_INTEGER;
}

function protoMember(): AppError {
  return new AppError({
    code: 'invalid_request',
    message: 'The body has a member named __proto__. Remove it.',
  });
}
