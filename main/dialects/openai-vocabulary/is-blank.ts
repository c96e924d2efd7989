import type { ContentBlock } from '../../core/chat-block.ts';

/** Text of nothing but white space, which the API refuses anywhere. */
export function isBlank(block: ContentBlock): boolean {
  return block.type === 'text' && block.text.trim() === '';
}
