import { isJsonObject } from '../../core/json.ts';
import { CallFailure } from '../call-failure.ts';
import { besideMark, withoutMark } from './byte-order-mark.ts';
import type { EditPlan, KeyChange, KeyEdit } from './edit-plan.ts';
import type { ConfigFormat } from './formats/config-format.ts';
import { type KeyPath, valueAt } from './key-path.ts';
import { sameValue } from './same-value.ts';
import { takeBack } from './take-back.ts';

/** A settings file as it is. */
export interface ConfigFile {
  readonly path: string;
  /** Undefined when there is no such file. */
  readonly text: string | undefined;
  readonly format: ConfigFormat;
}

/**
 * Works out what the file will be, and proves that nothing else in it changes.
 * @throws CallFailure when the file is not valid, or has a shape that cannot be edited safely
 */
export function planEdit(file: ConfigFile, edits: readonly KeyEdit[]): EditPlan {
  const { format, path } = file;
  const before = file.text ?? '';
  const root = readConfig(file);
  const wanted = edits.filter((edit) => edit.ifAbsent !== true || valueAt(root, edit.path) === undefined);
  try {
    const changes = wanted.map((edit) => toChange(edit, format, { text: withoutMark(before), root }));
    const created = createdBy(root, changes);
    const after = besideMark(before, (body) => applyChanges(body, changes, format));
    const made = format.parse(withoutMark(after));
    const plan = { before: file.text ?? null, after, changes, created };
    const holds = wanted.every((edit) => sameValue(valueAt(made, edit.path), edit.value));
    if (!holds || !sameContent(takeBack(made, plan), root))
      throw new Error('something else in it would change');
    return plan;
  } catch (error) {
    throw cannotEdit(path, error);
  }
}

/** The plain value of a settings file. @throws CallFailure when it is not valid */
export function readConfig({ text, format, path }: ConfigFile): unknown {
  try {
    return format.parse(withoutMark(text ?? ''));
  } catch (error) {
    throw cannotEdit(path, error);
  }
}

/** Whether two files say the same, where nothing, null and an empty object or list say nothing. */
export function sameContent(one: unknown, other: unknown): boolean {
  return sameValue(withoutEmpty(one), withoutEmpty(other));
}

function cannotEdit(path: string, error: unknown): CallFailure {
  const reason = error instanceof Error ? error.message : String(error);
  return new CallFailure('conflict', `${path} cannot be edited safely: ${reason}. Nothing was changed.`);
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutEmpty);
  if (!isJsonObject(value)) return value ?? undefined;
  const members = Object.entries(value).flatMap(([name, member]) => {
    const kept = withoutEmpty(member);
    return kept === undefined ? [] : [[name, kept]];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

function toChange(
  { path, value }: KeyEdit,
  format: ConfigFormat,
  { text, root }: { text: string; root: unknown },
): KeyChange {
  const old = valueAt(root, path);
  const source = old === undefined ? undefined : format.source(text, path);
  return {
    path: [...path],
    ...(source === undefined ? {} : { before: { value: old, source } }),
    ...(value === undefined ? {} : { after: { value } }),
  };
}

function applyChanges(text: string, changes: readonly KeyChange[], format: ConfigFormat): string {
  return changes.reduce((body, { path, before, after }) => {
    if (after === undefined) return format.remove(body, path);
    return sameValue(before?.value, after.value) ? body : format.set(body, path, after.value);
  }, text);
}

function createdBy(root: unknown, changes: readonly KeyChange[]): KeyPath[] {
  const parents = new Map<string, KeyPath>();
  for (const { path, after } of changes) {
    const lengths = after === undefined ? [] : path.map((_, length) => length).slice(1);
    for (const length of lengths) {
      const parent = path.slice(0, length);
      if (valueAt(root, parent) === undefined) parents.set(JSON.stringify(parent), parent);
    }
  }
  return [...parents.values()].sort((one, other) => one.length - other.length);
}
