/** Three states of one file: before kRouter's edit, after it, and now. */
export interface ThreeTexts {
  readonly before: string;
  readonly after: string;
  readonly now: string;
}

/**
 * Takes one edit out of a text that somebody else has changed since, to the byte; undefined when the two changes touch
 * each other. Each change is taken as one stretch of text.
 */
export function mergeBack({ before, after, now }: ThreeTexts): string | undefined {
  const ours = stretch(before, after);
  const theirs = stretch(after, now);
  const theirText = now.slice(theirs.start, now.length - theirs.tail);
  const oursEnd = after.length - ours.tail;
  const theirsEnd = after.length - theirs.tail;
  if (theirsEnd <= ours.start) return before.slice(0, theirs.start) + theirText + before.slice(theirsEnd);
  if (theirs.start < oursEnd) return undefined;
  const shift = before.length - after.length;
  return before.slice(0, theirs.start + shift) + theirText + before.slice(theirsEnd + shift);
}

/** How much two texts have in common at their beginning and, behind that, at their end. */
function stretch(one: string, other: string): { start: number; tail: number } {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && one[one.length - 1 - tail] === other[other.length - 1 - tail]) tail += 1;
  return { start, tail };
}
