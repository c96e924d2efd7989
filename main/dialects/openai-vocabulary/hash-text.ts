const OFFSETS = [0x811c9dc5, 0x9e3779b9] as const;
const PRIME = 0x01000193;

/** Twelve letters and digits that depend on the text alone: two 32-bit FNV-1a hashes from different offsets. */
export function hashText(text: string): string {
  return OFFSETS.map((offset) => fnv(text, offset).toString(36).padStart(7, '0').slice(-6)).join('');
}

function fnv(text: string, offset: number): number {
  let hash: number = offset;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return hash >>> 0;
}
