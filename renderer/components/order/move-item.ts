/** A copy of the list with one item at another place. */
export function moveItem<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const moved = items.slice(from, from + 1);
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), ...moved, ...rest.slice(to)];
}
