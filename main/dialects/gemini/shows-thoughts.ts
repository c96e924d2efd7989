import type { ChatRequest } from '../../core/chat-request.ts';
import type { DialectName } from '../../core/dialect-name.ts';
import { isGeminiBackend } from './gemini-backend.ts';

/** Clients see thoughts only when they ask for them, which an upstream of this format has heeded itself. */
export function showsThoughts({ reasoning }: ChatRequest, upstream: DialectName | undefined): boolean {
  if (upstream !== undefined && isGeminiBackend(upstream)) return true;
  return reasoning?.display === 'summarized';
}
