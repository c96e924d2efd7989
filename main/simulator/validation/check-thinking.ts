import type { ThinkingType } from '../catalog/model-traits.ts';
import { objectOf } from '../json.ts';
import type { ModelRequest } from './model-request.ts';

/** The least budget of thinking with a budget. */
const LEAST_BUDGET = 1024;

/** The shape of `thinking` that this model takes, and its budget. */
export function checkThinking({ body, model }: ModelRequest): string | undefined {
  if (body['thinking'] === undefined) return undefined;
  const thinking = objectOf(body['thinking']);
  const refused = shapeRefusal(thinking['type'], model.thinking);
  if (refused !== undefined) return refused;
  const { display } = thinking;
  if (display !== undefined && display !== 'summarized' && display !== 'omitted') {
    return `thinking.${String(thinking['type'])}.display: Input should be 'summarized' or 'omitted'`;
  }
  if (thinking['type'] === 'enabled') return checkBudget(thinking['budget_tokens'], body['max_tokens']);
  const effort = objectOf(body['output_config'])['effort'];
  const tooMuch = thinking['type'] === 'disabled' && (effort === 'xhigh' || effort === 'max');
  return tooMuch && model.id === 'anthropic.claude-opus-5'
    ? `"thinking.type.disabled" is not supported for this model when "output_config.effort" is "${effort}".`
    : undefined;
}

function shapeRefusal(type: unknown, accepted: readonly ThinkingType[]): string | undefined {
  if (type === 'enabled' && !accepted.includes('enabled')) {
    return '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.';
  }
  if (type === 'adaptive' && !accepted.includes('adaptive')) {
    return 'adaptive thinking is not supported on this model';
  }
  return type === 'disabled' && !accepted.includes('disabled')
    ? '"thinking.type.disabled" is not supported for this model.'
    : undefined;
}

function checkBudget(budget: unknown, max: unknown): string | undefined {
  const path = 'thinking.enabled.budget_tokens';
  if (budget === undefined) return `${path}: Field required`;
  if (typeof budget !== 'number' || !Number.isInteger(budget))
    return `${path}: Input should be a valid integer`;
  if (budget < LEAST_BUDGET) return `${path}: Input should be greater than or equal to ${LEAST_BUDGET}`;
  return typeof max === 'number' && budget >= max
    ? '`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size'
    : undefined;
}
