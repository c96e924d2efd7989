import { AppError } from '../../core/app-error.ts';
import { isJsonObject } from '../../core/json.ts';
import { MAX_DEPTH, tooDeep } from './check-depth.ts';

/**
 * One walk over a parsed body, which ends where it nests too deep, so that its depth cannot exhaust the stack. Returns
 * whether it holds a number that a double may have rounded.
 * @throws AppError invalid_request when it nests deeper than MAX_DEPTH or has a member named `__proto__`
 */
export function inspectJson(value: unknown): { readonly hasLargeNumber: boolean } {
  return { hasLargeNumber: holdsLarge(value, 0) };
}

function holdsLarge(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return !(Math.abs(value) <= Number.MAX_SAFE_INTEGER);
  if (typeof value !== 'object' || value === null) return false;
  if (depth === MAX_DEPTH) throw tooDeep();
  return Array.isArray(value) ? listHoldsLarge(value, depth) : objectHoldsLarge(value, depth);
}

function listHoldsLarge(list: readonly unknown[], depth: number): boolean {
  let isFound = false;
  for (const member of list) isFound = holdsLarge(member, depth + 1) || isFound;
  return isFound;
}

/** By key, since a list of the values would be made for each of the thousands of objects in a body. */
function objectHoldsLarge(object: object, depth: number): boolean {
  let isFound = false;
  if (!isJsonObject(object)) return isFound;
  for (const key in object) {
    if (key === '__proto__') throw protoMember();
    isFound = holdsLarge(object[key], depth + 1) || isFound;
  }
  return isFound;
}

function protoMember(): AppError {
  return new AppError({
    code: 'invalid_request',
    message: 'The body has a member named __proto__. Remove it.',
  });
}
