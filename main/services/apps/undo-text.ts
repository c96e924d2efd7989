import { CallFailure } from '../call-failure.ts';
import { besideMark, withoutMark } from './byte-order-mark.ts';
import { type EditPlan, stillHolds } from './edit-plan.ts';
import type { ConfigFormat } from './formats/config-format.ts';
import { valueAt } from './key-path.ts';
import { mergeBack } from './merge-back.ts';
import { type ConfigFile, readConfig, sameContent } from './plan-edit.ts';
import { isEmptyContainer, takeBack } from './take-back.ts';

/**
 * The file without kRouter's settings; undefined when it is not to be there at all. Untouched since: the very bytes
 * from before. Changed elsewhere: the edit alone is taken out. Changed in the same place: setting by setting, and only
 * those that still hold kRouter's value.
 * @throws CallFailure when that cannot be done without touching anything else
 */
export function undoText(file: ConfigFile, plan: EditPlan): string | undefined {
  const { text: now } = file;
  if (now === plan.after) return plan.before ?? undefined;
  if (now === undefined) return undefined;
  const root = readConfig(file);
  const wanted = takeBack(root, plan);
  if (plan.before === null && isNothing(wanted) && isBare(now, plan, file.format)) return undefined;
  const isRight = (text: string | undefined): text is string =>
    text !== undefined && sameContent(parsed(text, file.format), wanted);
  const merged = mergeBack({ before: plan.before ?? '', after: plan.after, now });
  if (plan.before !== null && isRight(merged)) return merged;
  const stepwise = attempt(() => besideMark(now, (body) => stepBack(body, plan, file.format)));
  if (isRight(stepwise)) return stepwise;
  throw new CallFailure(
    'conflict',
    `${file.path} was changed in a way that kRouter cannot undo safely. Nothing was changed; the first backup is kept.`,
  );
}

function stepBack(text: string, { changes, created }: EditPlan, format: ConfigFormat): string {
  const root = format.parse(text);
  const restored = changes
    .filter((change) => stillHolds(root, change))
    .reduceRight((body, { path, before, after }) => {
      if (before !== undefined) return format.restore(body, path, before.source);
      return after === undefined ? body : format.remove(body, path);
    }, text);
  return created.reduceRight((body, path) => {
    const isLeftOver = isEmptyContainer(valueAt(format.parse(body), path));
    return isLeftOver ? format.remove(body, path) : body;
  }, restored);
}

/** Nothing but kRouter's own settings is in the file: no comment of anybody else's would go with it. */
function isBare(now: string, plan: EditPlan, format: ConfigFormat): boolean {
  const left = attempt(() => stepBack(withoutMark(now), plan, format));
  return left !== undefined && left.replace(/^\s*\[[\w.-]+\]\s*$/gm, '').replace(/[\s{}[\]]/g, '') === '';
}

function isNothing(value: unknown): boolean {
  return value === undefined || isEmptyContainer(value);
}

function parsed(text: string, format: ConfigFormat): unknown {
  return attempt(() => format.parse(withoutMark(text)));
}

function attempt<Value>(act: () => Value): Value | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
