import { isJsonObject } from '../../core/json.ts';

/** A member of an object, or the item of a list whose member `where` is `is`. */
type KeyStep = string | { readonly where: string; readonly is: string };

/** The way to one setting inside a file. */
export type KeyPath = readonly KeyStep[];

/** The same way with the items of lists by their number; -1: one that would have to be added. */
export type PlainPath = readonly (string | number)[];

/** What stands at a path; undefined when nothing does. */
export function valueAt(root: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>(stepInto, root);
}

/** Finds the items that a path names. */
export function toPlainPath(root: unknown, path: KeyPath): PlainPath {
  let value = root;
  return path.map((step) => {
    const inside = value;
    value = stepInto(inside, step);
    return typeof step === 'string' ? step : indexOf(inside, step);
  });
}

/** A path as a person writes it: `env.ANTHROPIC_BASE_URL`, `models[name=kRouter]`. */
export function showPath(path: KeyPath): string {
  return path.reduce<string>((shown, step) => {
    if (typeof step !== 'string') return `${shown}[${step.where}=${step.is}]`;
    return shown === '' ? step : `${shown}.${step}`;
  }, '');
}

function stepInto(value: unknown, step: KeyStep): unknown {
  if (typeof step !== 'string') return Array.isArray(value) ? value[indexOf(value, step)] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function indexOf(list: unknown, step: { readonly where: string; readonly is: string }): number {
  if (!Array.isArray(list)) return -1;
  return list.findIndex((item) => isJsonObject(item) && item[step.where] === step.is);
}
