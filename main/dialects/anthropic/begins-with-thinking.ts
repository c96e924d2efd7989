import type { Turn } from '../openai-vocabulary/pair-tool-results.ts';

/** Thinking by budget demands that the turn whose results are being given began with thinking. */
export function beginsWithThinking(turns: readonly Turn[]): boolean {
  if (!turns.at(-1)?.blocks.some((block) => block.type === 'tool-result')) return true;
  const first = turns.findLast((turn) => turn.role === 'assistant')?.blocks[0];
  return first?.type === 'thinking' || first?.type === 'redacted-thinking';
}
