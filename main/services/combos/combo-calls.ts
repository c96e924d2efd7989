import type { ComboConfig, Config } from '../../../contract/config.ts';
import { CallFailure, notFound } from '../call-failure.ts';
import type { ConfigBook } from '../config/config-book.ts';
import type { Implementations } from '../implementations.ts';
import { type AskParts, askCombo } from './ask-combo.ts';

export interface ComboParts extends AskParts {
  readonly book: ConfigBook;
  onChanged(): void;
}

/** Named lists of models, tried in their order. */
export function createComboCalls(
  parts: ComboParts,
): Implementations<'combos.list' | 'combos.save' | 'combos.remove' | 'combos.test'> {
  const { book, onChanged } = parts;
  return {
    'combos.list': () => [...book.running.combos],
    'combos.save'(combo) {
      book.change((config) => ({ ...config, combos: upsert(config.combos, combo) }));
      onChanged();
      return combo;
    },
    'combos.remove'({ id }) {
      mustBeFree(book.running, id);
      book.change((config) => ({ ...config, combos: config.combos.filter((combo) => combo.id !== id) }));
      onChanged();
      return {};
    },
    'combos.test'({ id }) {
      mustExist(book.running, id);
      return askCombo(`combo/${id}`, parts);
    },
  };
}

function upsert(combos: readonly ComboConfig[], combo: ComboConfig): ComboConfig[] {
  const isKnown = combos.some(({ id }) => id === combo.id);
  return isKnown ? combos.map((entry) => (entry.id === combo.id ? combo : entry)) : [...combos, combo];
}

function mustExist({ combos }: Config, id: string): void {
  if (!combos.some((combo) => combo.id === id)) throw notFound(`The combo "${id}"`);
}

function mustBeFree(config: Config, id: string): void {
  mustExist(config, id);
  const users = config.combos.filter(({ models }) => models.includes(id) || models.includes(`combo/${id}`));
  if (users.length === 0) return;
  const names = users.map((combo) => `"${combo.id}"`).join(', ');
  throw new CallFailure('conflict', `The combo "${id}" is used by ${names}. Take it out there first.`, 'id');
}
