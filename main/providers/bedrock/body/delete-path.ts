import { isJsonObject } from '../../../core/json.ts';

/**
 * The value without the member a path leads to; `*` stands for every index. A segment that is no member but the kind of
 * the object, as in `tools.0.custom.strict`, is passed over. The very same value when there is no such member.
 */
export function deletePath(value: unknown, path: readonly string[]): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(value)) return deleteInList(value, step, rest);
  if (!isJsonObject(value)) return value;
  if (!Object.hasOwn(value, step)) return isKind(value['type'], step) ? deletePath(value, rest) : value;
  if (rest.length === 0) {
    const { [step]: _, ...kept } = value;
    return kept;
  }
  const next = deletePath(value[step], rest);
  return next === value[step] ? value : { ...value, [step]: next };
}

function deleteInList(list: readonly unknown[], step: string, rest: readonly string[]): unknown {
  const kept = list.map((item, index) =>
    step === '*' || step === String(index) ? deletePath(item, rest) : item,
  );
  return kept.every((item, index) => item === list[index]) ? list : kept;
}

/** Tools without a type are of kind `custom`; elsewhere the kind is the type. */
function isKind(type: unknown, step: string): boolean {
  return type === step || (type === undefined && step === 'custom');
}
