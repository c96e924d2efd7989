import type { ResolvedModel } from '../../core/provider.ts';

/** How vendors name their small models, the smallest first. */
const SMALL_FIRST = [/nano/i, /haiku/i, /flash-lite/i, /mini(?!max)/i, /flash/i, /small/i, /lite/i];

/** The model whose name says that it is small; else the first. */
export function cheapestModel(offered: readonly ResolvedModel[]): ResolvedModel | undefined {
  for (const name of SMALL_FIRST) {
    const found = offered.find(({ id }) => name.test(id));
    if (found !== undefined) return found;
  }
  return offered[0];
}
