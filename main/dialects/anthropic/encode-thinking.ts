import type { Effort, Reasoning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { budgetOf, clampEffort, effortOf } from './effort.ts';
import type { EncodeContext } from './encode-context.ts';

/** How the model is asked to think, and the limit that leaves room for it. */
export interface ThinkingPlan {
  readonly thinking?: JsonObject;
  readonly effort?: Effort;
  readonly maxTokens: number;
  /** The model will think, so that sampling and prefill are bound by it. */
  readonly active: boolean;
}

/** What else in the request bears on thinking. */
export interface ThinkingNeeds {
  readonly maxTokens: number;
  /** `tool_choice` forces a call. */
  readonly forced: boolean;
  /** The open tool loop begins with a thinking block, or there is none: thinking by budget demands it. */
  readonly mayBudget: boolean;
}

/** Less than this Anthropic refuses as a budget. */
const SMALLEST_BUDGET = 1024;

/** The client's wish for reasoning in the shape this model takes. */
export function planThinking(context: EncodeContext, needs: ThinkingNeeds): ThinkingPlan {
  const { rules, request, warnings } = context;
  const { reasoning } = request;
  if (reasoning === undefined) return { maxTokens: needs.maxTokens, active: rules.thinking.onByDefault };
  if (reasoning.mode === 'off') return turnOff(context, needs, reasoning.effort);
  const shape = shapeFor(context, reasoning);
  if (shape === undefined) {
    warnings.add('dropped', 'reasoning', 'this model does not think');
    return { maxTokens: needs.maxTokens, active: false };
  }
  if (needs.forced && !(shape === 'adaptive' && rules.forcedToolWithThinking)) {
    warnings.add('dropped', 'reasoning', 'thinking cannot be combined with a forced tool on this model');
    return turnOff(context, needs, reasoning.effort);
  }
  return shape === 'adaptive' ? adaptive(context, needs, reasoning) : byBudget(context, needs, reasoning);
}

function shapeFor(context: EncodeContext, reasoning: Reasoning): 'adaptive' | 'budget' | undefined {
  const { adaptive: takesAdaptive, budget: takesBudget } = context.rules.thinking;
  if (takesAdaptive && takesBudget) return reasoning.mode === 'budget' ? 'budget' : 'adaptive';
  if (takesAdaptive) return 'adaptive';
  return takesBudget ? 'budget' : undefined;
}

function turnOff(context: EncodeContext, needs: ThinkingNeeds, effort: Effort | undefined): ThinkingPlan {
  const { off, onByDefault } = context.rules.thinking;
  const { maxTokens } = needs;
  if (onByDefault && off === 'never') {
    context.warnings.add(
      'changed',
      'reasoning',
      'this model always thinks; it was asked for the least effort',
    );
    return { effort: clampEffort(context, 'low'), maxTokens, active: true };
  }
  const limited = off === 'up-to-high' && (effort === 'xhigh' || effort === 'max') ? 'high' : effort;
  const kept = limited === undefined ? {} : { effort: clampEffort(context, limited) };
  return { ...kept, ...(onByDefault ? { thinking: { type: 'disabled' } } : {}), maxTokens, active: false };
}

function adaptive(context: EncodeContext, needs: ThinkingNeeds, reasoning: Reasoning): ThinkingPlan {
  const budget = reasoning.mode === 'budget' ? reasoning.budgetTokens : undefined;
  if (budget !== undefined) {
    context.warnings.add('approximated', 'reasoning', 'this model takes an effort, not a thinking budget');
  }
  const wanted = reasoning.effort ?? (budget === undefined ? undefined : effortOf(budget));
  const effort = wanted === undefined ? undefined : clampEffort(context, wanted);
  // Models that leave their thinking out by default would show none of what the client asked for.
  const display = reasoning.display ?? (context.rules.thinking.shownByDefault ? undefined : 'summarized');
  const thinking = display === undefined ? { type: 'adaptive' } : { type: 'adaptive', display };
  return { thinking, ...(effort === undefined ? {} : { effort }), maxTokens: needs.maxTokens, active: true };
}

function byBudget(context: EncodeContext, needs: ThinkingNeeds, reasoning: Reasoning): ThinkingPlan {
  const { maxTokens } = needs;
  if (!needs.mayBudget) {
    context.warnings.add(
      'dropped',
      'reasoning',
      'the open tool calls began without thinking, which this model demands',
    );
    return { maxTokens, active: false };
  }
  const wanted = Math.max(SMALLEST_BUDGET, reasoning.budgetTokens ?? budgetOf(reasoning.effort ?? 'medium'));
  // The budget counts against max_tokens: the client's own limit is kept for the answer as far as the model allows.
  const raised = wanted < maxTokens ? maxTokens : Math.min(context.rules.maxOutputTokens, wanted + maxTokens);
  const budget = Math.min(wanted, raised - 1);
  if (budget < SMALLEST_BUDGET) {
    context.warnings.add('dropped', 'reasoning', 'max_tokens leaves no room for thinking');
    return { maxTokens, active: false };
  }
  if (raised !== maxTokens && context.request.maxTokens !== undefined) {
    context.warnings.add('changed', 'max_tokens', `raised to ${raised} to leave room for thinking`);
  }
  const display = reasoning.display === undefined ? {} : { display: reasoning.display };
  return {
    thinking: { type: 'enabled', budget_tokens: budget, ...display },
    maxTokens: raised,
    active: true,
  };
}
