/** The known names closest to one that is not known, best first: at most `count`, none when nothing is similar. */
export function suggestModels(asked: string, known: readonly string[], count = 3): readonly string[] {
  const wanted = asked.toLowerCase();
  const limit = Math.max(2, Math.floor(wanted.length * SIMILAR_SHARE));
  return known
    .map((name) => ({ name, distance: distanceTo(wanted, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || a.name.length - b.name.length)
    .slice(0, count)
    .map(({ name }) => name);
}

/** More than this share of a name's letters must not differ. */
const SIMILAR_SHARE = 0.4;
/** Longer names are no typing errors, and comparing them would take time. */
const MAX_LENGTH = 128;

/** To the whole name or to its model part alone, whichever is nearer. */
function distanceTo(wanted: string, name: string): number {
  if (wanted.length > MAX_LENGTH || name.length > MAX_LENGTH) return Number.POSITIVE_INFINITY;
  const whole = editDistance(wanted, name);
  const slash = name.indexOf('/');
  return slash === -1 ? whole : Math.min(whole, 1 + editDistance(wanted, name.slice(slash + 1)));
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
