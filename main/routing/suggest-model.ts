/** The known names closest to one that is not known, best first: at most `count`, none when nothing is similar. */
export function suggestModels(asked: string, known: readonly string[], count = 3): readonly string[] {
  const wanted = split(asked);
  const limit = Math.max(2, Math.floor(wanted.model.length * SIMILAR_SHARE));
  return known
    .map((name) => ({ name, distance: distanceBetween(wanted, split(name)) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || a.name.length - b.name.length)
    .slice(0, count)
    .map(({ name }) => name);
}

/** More than this share of a name's letters must not differ. */
const SIMILAR_SHARE = 0.4;
/** Longer names are no typing errors, and comparing them would take time. */
const MAX_LENGTH = 128;
const VENDOR = /^(?:[a-z-]+\.)?anthropic\./;

interface NameParts {
  readonly provider: string;
  /** Without the vendor, which people leave out as often as not. */
  readonly model: string;
}

function split(name: string): NameParts {
  const lower = name.toLowerCase();
  const slash = lower.indexOf('/');
  return { provider: lower.slice(0, Math.max(0, slash)), model: lower.slice(slash + 1).replace(VENDOR, '') };
}

/** Another provider counts as one letter: the right model elsewhere is a good suggestion. */
function distanceBetween(a: NameParts, b: NameParts): number {
  if (a.model.length > MAX_LENGTH || b.model.length > MAX_LENGTH) return Number.POSITIVE_INFINITY;
  return editDistance(a.model, b.model) + Number(a.provider !== b.provider);
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
