/** About one token: a word of up to eight characters with the space before it. Never splits a code point. */
const PIECE = /\s*\S{1,8}|\s+/gu;

/** Splits text into the pieces that are streamed and billed. Joined, they are the text again. */
export function splitTokens(text: string): readonly string[] {
  return text.match(PIECE) ?? [];
}

/** Estimates the tokens of input text: four UTF-16 units each, rounded up. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

/** Splits tool arguments the way they are streamed: an empty fragment first, then a few characters each. */
export function splitArguments(json: string): readonly string[] {
  const fragments: string[] = [''];
  let start = 0;
  while (start < json.length) {
    let end = Math.min(json.length, start + FRAGMENT);
    // A surrogate pair stays in one fragment.
    if ((json.charCodeAt(end - 1) & 0xfc00) === 0xd800) end++;
    fragments.push(json.slice(start, end));
    start = end;
  }
  return fragments;
}

const FRAGMENT = 12;
