import { invalidRequest } from '../../core/app-error.ts';
import type { Effort, Reasoning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import {
  readOptionalBoolean,
  readOptionalNumber,
  readOptionalObject,
  readOptionalString,
  readString,
} from '../../core/read-field.ts';
import { EFFORT_WORDS } from '../openai-vocabulary/effort-words.ts';

/**
 * How much to think, from `reasoning_effort` (OpenAI), `reasoning` (OpenRouter) and `thinking` (Anthropic, as many
 * proxies accept it). The most explicit one sets the mode: `thinking`, then `reasoning`, then the effort.
 */
export function decodeReasoning(source: JsonObject): Reasoning | undefined {
  const reasoning = readOptionalObject(source, 'reasoning');
  const thinking = readOptionalObject(source, 'thinking');
  const effort =
    decodeEffort(source, 'reasoning_effort', '') ??
    (reasoning === undefined ? undefined : decodeEffort(reasoning, 'effort', 'reasoning'));
  const wish = modeOfThinking(thinking) ?? modeOfReasoning(reasoning) ?? {};
  const mode = wish.mode ?? (effort === 'none' ? 'off' : undefined);
  if (mode === 'off') return { mode };
  if (mode === undefined && effort === undefined) return undefined;
  return {
    mode,
    budgetTokens: wish.budgetTokens,
    effort: effort === 'none' ? undefined : effort,
    display: displayOf(reasoning, thinking),
  };
}

function decodeEffort(holder: JsonObject, key: string, base: string): Effort | 'none' | undefined {
  const value = readOptionalString(holder, key, base);
  if (value === undefined || value === '') return undefined;
  const effort = EFFORT_WORDS.get(value);
  if (effort !== undefined) return effort;
  const path = base === '' ? key : `${base}.${key}`;
  throw invalidRequest(path, `${path} must be ${[...EFFORT_WORDS.keys()].join(', ')}; it is "${value}".`);
}

function modeOfThinking(thinking: JsonObject | undefined): Reasoning | undefined {
  if (thinking === undefined || Object.keys(thinking).length === 0) return undefined;
  const type = readString(thinking, 'type', 'thinking');
  if (type === 'disabled') return { mode: 'off' };
  if (type === 'adaptive') return { mode: 'adaptive' };
  const budget = readOptionalNumber(thinking, 'budget_tokens', 'thinking');
  if (type === 'enabled') return budget === undefined ? { mode: 'adaptive' } : modeOfBudget(budget);
  throw invalidRequest(
    'thinking.type',
    `thinking.type must be enabled, adaptive or disabled, not "${type}".`,
  );
}

function modeOfReasoning(reasoning: JsonObject | undefined): Reasoning | undefined {
  if (reasoning === undefined) return undefined;
  const enabled = readOptionalBoolean(reasoning, 'enabled', 'reasoning');
  if (enabled === false) return { mode: 'off' };
  const budget = readOptionalNumber(reasoning, 'max_tokens', 'reasoning');
  if (budget !== undefined) return modeOfBudget(budget);
  return enabled === true ? { mode: 'adaptive' } : undefined;
}

/** 0 switches thinking off; -1 leaves the amount to the model (Gemini's convention, used by routers). */
function modeOfBudget(budget: number): Reasoning {
  if (budget === 0) return { mode: 'off' };
  return budget < 0 ? { mode: 'adaptive' } : { mode: 'budget', budgetTokens: Math.floor(budget) };
}

/** Recent Claude models hide their thinking unless asked; this format has a place for it, so ask. */
function displayOf(
  reasoning: JsonObject | undefined,
  thinking: JsonObject | undefined,
): Reasoning['display'] {
  const isHidden = reasoning?.['exclude'] === true || thinking?.['display'] === 'omitted';
  return isHidden ? 'omitted' : 'summarized';
}
