import type { AppDiff } from '../../../contract/connected-app.ts';
import type { AppContext } from './app-context.ts';
import { altersValue, type KeyChange } from './edit-plan.ts';
import { showPath } from './key-path.ts';
import { maskText, maskValue } from './mask-secrets.ts';
import { planConnection } from './plan-connection.ts';

/** Exactly what connecting would change, with every secret hidden. @throws CallFailure as connecting would */
export async function previewConnection(context: AppContext, id: string): Promise<AppDiff> {
  const { file, plan, setup, target } = await planConnection(context, id);
  return {
    id,
    file: file.path,
    before: maskText(file.text ?? '', setup.key),
    after: maskText(plan.after, setup.key),
    keys: plan.changes.filter(altersValue).map((change) => toKey(change, setup.key)),
    notes: [target.keyNote],
  };
}

function toKey({ path, before, after }: KeyChange, key: string): AppDiff['keys'][number] {
  const last = path.at(-1);
  const name = typeof last === 'string' ? last : '';
  return {
    key: showPath(path),
    before: maskValue(before?.value, name, key),
    after: maskValue(after?.value, name, key),
  };
}
