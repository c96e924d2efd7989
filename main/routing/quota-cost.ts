import type { Usage } from '../core/usage.ts';
import type { Target } from './target.ts';
import { isBedrock } from './target.ts';

/** What one request takes from the tokens-per-minute quota. */
export interface QuotaCost {
  /** Dated at admission. */
  readonly admitted: number;
  /** Dated at completion. */
  readonly completed: number;
}

/** Bedrock: "output tokens have a 5x burndown rate" for Claude 3.7 and later. */
const BURNDOWN_RATE = 5;
const BEFORE_BURNDOWN = /claude-(?:instant|v2|3-(?!7)|3$)/;

/** How many quota tokens one token of output takes. */
export function burndownRate(target: Target): number {
  const { baseId } = target.model;
  const burns = isBedrock(target.provider) && baseId.includes('claude') && !BEFORE_BURNDOWN.test(baseId);
  return burns ? BURNDOWN_RATE : 1;
}

/** What Bedrock sets aside when it admits a request: input without cache reads, and all of `max_tokens`. */
export function reservedTokens(inputTokens: number, maxTokens: number, target: Target): number {
  return inputTokens + Math.min(maxTokens, target.model.maxOutputTokens ?? maxTokens);
}

/** What the request took in the end. Cache reads do not count, cache writes do. */
export function settledCost(usage: Usage, target: Target): QuotaCost {
  return {
    admitted: (usage.inputTokens ?? 0) + (usage.cacheWriteTokens ?? 0),
    completed: (usage.outputTokens ?? 0) * burndownRate(target),
  };
}
