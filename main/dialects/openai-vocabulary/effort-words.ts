import type { Effort } from '../../core/chat-request.ts';

/** OpenAI's words for how much to think; `none` switches thinking off. */
export const EFFORT_WORDS: ReadonlyMap<string, Effort | 'none'> = new Map<string, Effort | 'none'>([
  ['none', 'none'],
  ['minimal', 'minimal'],
  ['low', 'low'],
  ['medium', 'medium'],
  ['high', 'high'],
  ['xhigh', 'xhigh'],
  ['max', 'max'],
]);
