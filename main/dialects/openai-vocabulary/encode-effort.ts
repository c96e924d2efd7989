import type { Reasoning } from '../../core/chat-request.ts';

/** The largest thinking budget, in tokens, that each effort stands for. */
const BUDGETS: readonly (readonly [number, string])[] = [
  [0, 'none'],
  [1024, 'minimal'],
  [4096, 'low'],
  [12_288, 'medium'],
  [24_576, 'high'],
];

/** OpenAI's word for how much to think, `greatest` above every budget; undefined for the model's own default. */
export function encodeEffort(reasoning: Reasoning, greatest: 'xhigh' | 'max'): string | undefined {
  if (reasoning.mode === 'off') return 'none';
  if (reasoning.effort !== undefined) return reasoning.effort;
  const { budgetTokens } = reasoning;
  if (reasoning.mode !== 'budget' || budgetTokens === undefined) return undefined;
  return BUDGETS.find(([most]) => budgetTokens <= most)?.[1] ?? greatest;
}
