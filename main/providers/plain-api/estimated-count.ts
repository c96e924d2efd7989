import type { ChatRequest } from '../../core/chat-request.ts';
import type { TokenCount } from '../../core/provider.ts';
import { estimateTokens } from '../../dialects/anthropic/count-tokens.ts';

/** A local count that says it is a guess, for APIs that do not count. */
export function estimatedCount(request: ChatRequest): TokenCount {
  return { inputTokens: estimateTokens(request), estimated: true };
}
