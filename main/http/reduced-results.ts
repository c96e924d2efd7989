import type { ChatRequest } from '../core/chat-request.ts';

/** One tool result before and after compression. */
export interface ReducedResult {
  readonly kind: string;
  readonly before: string;
  readonly after: string;
}

/**
 * The tool results in which two versions of a request differ. Compression keeps the order of everything, so they stand
 * at the same places, and the kinds come in the order of the changes.
 */
export function reducedResults(
  original: ChatRequest,
  reduced: ChatRequest,
  kinds: readonly { readonly kind: string }[],
): readonly ReducedResult[] {
  if (kinds.length === 0) return [];
  const after = textsOf(reduced);
  const results: ReducedResult[] = [];
  for (const [index, before] of textsOf(original).entries()) {
    const changed = after[index];
    const kind = kinds[results.length]?.kind;
    if (changed === undefined || kind === undefined || changed === before) continue;
    results.push({ kind, before, after: changed });
  }
  return results;
}

function textsOf({ messages }: ChatRequest): readonly string[] {
  return messages.flatMap(({ content }) =>
    content.flatMap((block) => {
      if (block.type !== 'tool-result') return [];
      return block.content.flatMap((part) => (part.type === 'text' ? part.text : []));
    }),
  );
}
