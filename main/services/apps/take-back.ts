import { isJsonObject } from '../../core/json.ts';
import { type EditPlan, stillHolds } from './edit-plan.ts';
import { type KeyPath, type PlainPath, toPlainPath, valueAt } from './key-path.ts';

/** The value of a settings file once everything in it that is still as kRouter made it is as it was before. */
export function takeBack(
  root: unknown,
  { changes, created }: Pick<EditPlan, 'changes' | 'created'>,
): unknown {
  const restored = changes
    .filter((change) => stillHolds(root, change))
    .reduceRight(
      (value, { path, before }) => withValue(value, toPlainPath(value, path), before?.value),
      root,
    );
  return created.reduceRight((value, path) => withoutEmpty(value, path), restored);
}

/** Whether nothing is left in an object or a list. */
export function isEmptyContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function withoutEmpty(root: unknown, path: KeyPath): unknown {
  if (!isEmptyContainer(valueAt(root, path))) return root;
  return withValue(root, toPlainPath(root, path), undefined);
}

/** A copy with another value at the path; undefined takes the member away. */
function withValue(root: unknown, path: PlainPath, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'number') return withItem(root, step, (item) => withValue(item, rest, value));
  if (!isJsonObject(root)) return value === undefined ? root : { [step]: withValue(undefined, rest, value) };
  const inner = withValue(Object.hasOwn(root, step) ? root[step] : undefined, rest, value);
  const { [step]: _, ...others } = root;
  return inner === undefined ? others : { ...others, [step]: inner };
}

function withItem(root: unknown, index: number, change: (item: unknown) => unknown): unknown {
  const list: readonly unknown[] = Array.isArray(root) ? root : [];
  const changed = change(list[index]);
  if (index < 0) return changed === undefined ? root : [...list, changed];
  const before = list.slice(0, index);
  const after = list.slice(index + 1);
  return changed === undefined ? [...before, ...after] : [...before, changed, ...after];
}
