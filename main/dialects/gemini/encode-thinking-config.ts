import type { Effort, Reasoning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import type { EncodeContext } from './encode-context.ts';
import type { ThinkingRules } from './gemini-rules.ts';

/** Thinking tokens for an effort, on models that take a budget. */
const BUDGETS: Readonly<Record<Effort, number>> = {
  minimal: 512,
  low: 2048,
  medium: 8192,
  high: 24_576,
  xhigh: 32_768,
  max: 32_768,
};

/** `thinkingConfig`: the client's wish in the words of this model's generation; undefined for the model's own default. */
export function encodeThinkingConfig(context: EncodeContext): JsonObject | undefined {
  const { reasoning } = context.request;
  const { thinking } = context.rules;
  if (reasoning === undefined) return undefined;
  switch (thinking.kind) {
    case 'none':
      if (reasoning.mode !== 'off') {
        context.warnings.add('dropped', 'reasoning', 'this model does not think');
      }
      return undefined;
    case 'level':
      return encodeLevel(context, reasoning, thinking);
    case 'budget':
      return encodeBudget(context, reasoning, thinking);
  }
}

type Kind<Name> = Extract<ThinkingRules, { kind: Name }>;

function encodeLevel(context: EncodeContext, reasoning: Reasoning, { levels }: Kind<'level'>): JsonObject {
  if (reasoning.mode === 'off') {
    context.warnings.add('approximated', 'reasoning', 'this model always thinks; it was asked for the least');
    return { thinkingLevel: levels.off };
  }
  const effort = reasoning.effort ?? effortOf(reasoning);
  if (reasoning.mode === 'budget') {
    context.warnings.add('approximated', 'reasoning', 'this model takes a level, not a thinking budget');
  }
  return { ...shown(reasoning), ...(effort === undefined ? {} : { thinkingLevel: levels[effort] }) };
}

/** The effort that stands for a budget, the steps half-way between those of `BUDGETS`. */
function effortOf({ mode, budgetTokens }: Reasoning): Effort | undefined {
  if (mode !== 'budget' || budgetTokens === undefined) return undefined;
  if (budgetTokens <= 1024) return 'minimal';
  if (budgetTokens <= 4096) return 'low';
  return budgetTokens <= 12_288 ? 'medium' : 'high';
}

function encodeBudget(context: EncodeContext, reasoning: Reasoning, rules: Kind<'budget'>): JsonObject {
  if (reasoning.mode === 'off' && rules.mayBeOff) return { thinkingBudget: 0 };
  if (reasoning.mode === 'off') {
    context.warnings.add('approximated', 'reasoning', 'this model always thinks; it was asked for the least');
    return { thinkingBudget: rules.least };
  }
  const wanted =
    reasoning.budgetTokens ?? (reasoning.effort === undefined ? undefined : BUDGETS[reasoning.effort]);
  // -1: as much as the model likes.
  if (wanted === undefined) return { ...shown(reasoning), thinkingBudget: -1 };
  const budget = Math.min(rules.most, Math.max(rules.least, wanted));
  if (budget !== reasoning.budgetTokens && reasoning.budgetTokens !== undefined) {
    context.warnings.add('approximated', 'reasoning', `a budget of ${wanted} was sent as ${budget}`);
  }
  return { ...shown(reasoning), thinkingBudget: budget };
}

/** Thoughts are left out unless asked for; who asks another format for thinking expects to see it. */
function shown({ display }: Reasoning): JsonObject {
  return display === 'omitted' ? {} : { includeThoughts: true };
}
