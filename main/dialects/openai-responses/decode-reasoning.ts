import { invalidRequest } from '../../core/app-error.ts';
import type { Effort, Reasoning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { readOptionalObject, readOptionalString } from '../../core/read-field.ts';
import { EFFORT_WORDS } from '../openai-vocabulary/effort-words.ts';

/** `reasoning`: how much to think, and whether to show it. Without it the model's own default holds. @throws AppError */
export function decodeReasoning(source: JsonObject): Reasoning | undefined {
  const reasoning = readOptionalObject(source, 'reasoning');
  if (reasoning === undefined) return undefined;
  const effort = decodeEffort(reasoning);
  if (effort === 'none') return { mode: 'off' };
  const isShown = wantsSummary(reasoning);
  if (effort === undefined && !isShown) return undefined;
  // Thinking is shown only to a client that asks for a summary, as OpenAI does it.
  return { effort, display: isShown ? 'summarized' : 'omitted' };
}

function decodeEffort(reasoning: JsonObject): Effort | 'none' | undefined {
  const value = readOptionalString(reasoning, 'effort', 'reasoning');
  if (value === undefined || value === '') return undefined;
  const effort = EFFORT_WORDS.get(value);
  if (effort !== undefined) return effort;
  const known = [...EFFORT_WORDS.keys()].join(', ');
  throw invalidRequest('reasoning.effort', `reasoning.effort must be one of ${known}; it is "${value}".`);
}

function wantsSummary(reasoning: JsonObject): boolean {
  const summary =
    readOptionalString(reasoning, 'summary', 'reasoning') ??
    readOptionalString(reasoning, 'generate_summary', 'reasoning');
  return summary !== undefined && summary !== '' && summary !== 'none';
}
