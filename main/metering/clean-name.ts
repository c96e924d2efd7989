/**
 * A name from outside, fit to be kept: no control characters, no half of a surrogate pair (which is no valid UTF-8 and
 * aborts libsql), at most `max` UTF-16 units.
 */
export function cleanName(text: string, max: number): string {
  const short = text.length > max ? text.slice(0, max) : text;
  if (!SUSPECT.test(short)) return short;
  let clean = '';
  for (const character of short) clean += isBad(character) ? '\uFFFD' : character;
  return clean;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const SUSPECT = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]/;

function isBad(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return true;
  return code === 0x2028 || code === 0x2029 || (code >= 0xd800 && code <= 0xdfff);
}
