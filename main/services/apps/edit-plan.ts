import { z } from 'zod';
import type { KeyPath } from './key-path.ts';
import { valueAt } from './key-path.ts';
import { sameValue } from './same-value.ts';

/** One setting that an app needs. */
export interface KeyEdit {
  readonly path: KeyPath;
  /** Undefined: there must be none. */
  readonly value: unknown;
  /** Only where nothing stands yet. */
  readonly ifAbsent?: boolean;
}

const keyPathSchema = z
  .array(z.union([z.string(), z.strictObject({ where: z.string(), is: z.string() }).readonly()]))
  .readonly();

/** One setting as it was and as kRouter made it. A half that is absent means that there was, or is, none. */
const keyChangeSchema = z.strictObject({
  path: keyPathSchema,
  before: z.strictObject({ value: z.unknown(), source: z.string() }).optional(),
  after: z.strictObject({ value: z.unknown() }).optional(),
});

/** What connecting does to one file. */
export const editPlanSchema = z.strictObject({
  /** The file's whole text before; null when there was no file. */
  before: z.string().nullable(),
  after: z.string(),
  changes: z.array(keyChangeSchema),
  /** Objects and lists that were made to hold the settings, outermost first. */
  created: z.array(keyPathSchema),
});

export type KeyChange = z.infer<typeof keyChangeSchema>;
export type EditPlan = z.infer<typeof editPlanSchema>;

/** Whether the setting is still as kRouter made it. */
export function stillHolds(root: unknown, { path, after }: KeyChange): boolean {
  return sameSetting(valueAt(root, path), after?.value);
}

/** Whether kRouter made the setting any different from what it was. */
export function altersValue({ before, after }: KeyChange): boolean {
  return !sameValue(before?.value, after?.value);
}

/** An app may move a key to its own secret store and leave a reference: the setting is ours all the same. */
function sameSetting(now: unknown, ours: unknown): boolean {
  return sameValue(withoutReferences(now, ours), ours);
}

function withoutReferences(now: unknown, ours: unknown): unknown {
  if (typeof now === 'string' && typeof ours === 'string') return SECRET_REFERENCE.test(now) ? ours : now;
  if (!isRecord(now) || !isRecord(ours)) return now;
  return Object.fromEntries(
    Object.entries(now).map(([name, value]) => [name, withoutReferences(value, ours[name])]),
  );
}

/** VS Code: `${input:chat.lm.secret.1234}`. */
const SECRET_REFERENCE = /^\$\{input:[^}]+\}$/;

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
