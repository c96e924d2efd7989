import type { CacheBreakpoint, ContentBlock } from '../../core/chat-block.ts';

/** A tool result's content without its breakpoints, and the last of them: Claude takes them on the result itself. */
export function hoistCache(content: readonly ContentBlock[]): {
  readonly content: readonly ContentBlock[];
  readonly cache: CacheBreakpoint | undefined;
} {
  const cache = content.findLast((block) => block.cache !== undefined)?.cache;
  if (cache === undefined) return { content, cache };
  return { content: content.map((block) => ({ ...block, cache: undefined })), cache };
}
