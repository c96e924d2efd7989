/** Some 30,000 requests: what a page can take at once. `krouter`'s ledger file holds the rest. */
const MAX_CHARS = 16 * 1024 * 1024;

/** Where the text may be cut so that it still is a document, and how it ends then. */
const TAILS = { csv: '', json: '\n]\n' } as const;

/** The export as one text, whole documents only, cut when it grows too long. */
export async function exportRequests(
  pieces: AsyncIterable<string>,
  format: keyof typeof TAILS,
): Promise<{ text: string; truncated: boolean }> {
  let text = '';
  for await (const piece of pieces) {
    if (text.length + piece.length > MAX_CHARS) return { text: text + TAILS[format], truncated: true };
    text += piece;
  }
  return { text, truncated: false };
}
