/** Anthropic's glossary: for Claude a token is about 3.5 English characters. */
const CHARS_PER_TOKEN = 3.5;

/** A guess at the tokens in so many characters, for meters that have nothing better yet. */
export function estimateTokens(chars: number): number {
  return Math.ceil(chars / CHARS_PER_TOKEN);
}
