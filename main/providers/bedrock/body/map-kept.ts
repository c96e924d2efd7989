/** Like `map` where undefined leaves the item out, but the very same list when nothing changed. */
export function mapKept<Item>(
  list: readonly Item[],
  change: (item: Item, index: number) => Item | undefined,
): readonly Item[] {
  let changed: Item[] | undefined;
  list.forEach((item, index) => {
    const next = change(item, index);
    if (changed === undefined && next === item) return;
    changed ??= list.slice(0, index);
    if (next !== undefined) changed.push(next);
  });
  return changed ?? list;
}
