import { AppError } from '../core/app-error.ts';
import type { ComboSpec } from './combo.ts';
import { type KnownIds, type ModelName, parseModelName } from './parse-model-name.ts';

/** A combo's entry with nested combos opened, and every residency it stands under. */
export interface ComboEntry {
  readonly name: Exclude<ModelName, { kind: 'combo' }>;
  readonly residencies: readonly string[];
}

export interface NameBook {
  readonly known: KnownIds;
  readonly combos: ReadonlyMap<string, ComboSpec>;
}

/**
 * The entries of a combo in the user's order. A nested combo's residency adds to the outer one; it never loosens it.
 * @throws AppError `model_not_found` for an unknown combo, `invalid_request` for one that contains itself.
 */
export function expandCombo(id: string, book: NameBook): readonly ComboEntry[] {
  return open(id, book, { path: [], residencies: [] });
}

/**
 * Every combo that cannot work: it contains itself or names a combo that does not exist. For checking a
 * configuration before it is used; empty when all is well.
 */
export function findComboFaults(book: NameBook): readonly { combo: string; message: string }[] {
  const faults: { combo: string; message: string }[] = [];
  for (const combo of book.combos.keys()) {
    try {
      expandCombo(combo, book);
    } catch (thrown) {
      faults.push({ combo, message: thrown instanceof Error ? thrown.message : String(thrown) });
    }
  }
  return faults;
}

interface Descent {
  readonly path: readonly string[];
  readonly residencies: readonly string[];
}

function open(id: string, book: NameBook, descent: Descent): readonly ComboEntry[] {
  const combo = book.combos.get(id);
  if (combo === undefined) throw unknownCombo(id, descent.path);
  if (descent.path.includes(id)) throw cycle([...descent.path, id]);
  const below = {
    path: [...descent.path, id],
    residencies:
      combo.residency === undefined ? descent.residencies : [...descent.residencies, combo.residency],
  };
  return combo.models.flatMap((model) => {
    const name = parseModelName(model, book.known);
    if (name.kind === 'combo') return open(name.combo, book, below);
    return [{ name, residencies: below.residencies }];
  });
}

function unknownCombo(id: string, path: readonly string[]): AppError {
  const where = path.length === 0 ? '' : ` (named by ${path.join(' > ')})`;
  return new AppError({
    code: 'model_not_found',
    param: 'model',
    message: `There is no combo "${id}"${where}. Add it in the settings or use another model name.`,
  });
}

function cycle(path: readonly string[]): AppError {
  return new AppError({
    code: 'invalid_request',
    param: 'combos',
    message: `The combo "${path.at(-1)}" contains itself: ${path.join(' > ')}. Take one of the links out.`,
  });
}
