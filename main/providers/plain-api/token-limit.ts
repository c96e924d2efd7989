/** A limit that a server tells of a model, in tokens; undefined for none, 0 and what is no number. */
export function tokenLimit(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined;
}
