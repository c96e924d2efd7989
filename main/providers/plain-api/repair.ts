import { AppError } from '../../core/app-error.ts';
import type { Warning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';

/** A member of a body that some servers refuse and that the answer does not depend on. */
export interface Repair {
  readonly member: string;
  /** Words that name the member, where the refusal does not say `param`. */
  readonly words: RegExp;
  /** Even a value that is out of place is reason enough to leave the member out. */
  readonly isExpendable?: boolean;
  /** What takes the member's place; nothing unless told. */
  replacedBy?(value: unknown): JsonObject;
}

/** What was learned of each model. */
export interface RepairMemory {
  of(model: string): readonly Repair[];
  learn(model: string, repair: Repair): void;
}

/** Model names come from clients: the memory of them must not grow without end. */
const MAX_MODELS = 200;

export function createRepairMemory(): RepairMemory {
  const learned = new Map<string, readonly Repair[]>();
  return {
    of: (model) => learned.get(model) ?? [],
    learn(model, repair) {
      if (learned.size >= MAX_MODELS && !learned.has(model)) learned.clear();
      learned.set(model, [...(learned.get(model) ?? []), repair]);
    },
  };
}

/** The body as the server takes it, and what it lost. */
export function repaired(
  body: JsonObject,
  repairs: readonly Repair[],
): { readonly body: JsonObject; readonly warnings: readonly Warning[] } {
  const warnings: Warning[] = [];
  let current = body;
  for (const { member, replacedBy } of repairs) {
    if (!Object.hasOwn(current, member)) continue;
    const { [member]: value, ...rest } = current;
    current = replacedBy === undefined ? rest : { ...rest, ...replacedBy(value) };
    if (replacedBy === undefined)
      warnings.push({ code: 'dropped', param: member, detail: 'the model refuses it' });
  }
  return { body: current, warnings };
}

/** The repair that answers a refusal of this body; undefined when there is none. */
export function repairFor(thrown: unknown, body: JsonObject, table: readonly Repair[]): Repair | undefined {
  if (!(thrown instanceof AppError)) return undefined;
  if (thrown.code !== 'invalid_request' && thrown.code !== 'unsupported') return undefined;
  const { code, param, message } = thrown;
  const isUnknown = code === 'unsupported' || NOT_TAKEN.test(message);
  return table.find(
    ({ member, words, isExpendable }) =>
      Object.hasOwn(body, member) &&
      (isUnknown || isExpendable === true) &&
      (param === member || words.test(message)),
  );
}

/** How servers say that they do not take a member at all, which is not the same as a bad value. */
const NOT_TAKEN =
  /not support|unsupported|unknown|unrecognized|unexpected|not permitted|not allowed|extra (inputs|fields)/i;
