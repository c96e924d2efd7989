import { invalidRequest } from '../../core/app-error.ts';
import type { ChatRequest, Reasoning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import {
  readOptionalArray,
  readOptionalInteger,
  readOptionalNumber,
  readOptionalObject,
  readOptionalString,
} from '../../core/read-field.ts';
import { EFFORT_WORDS } from '../openai-vocabulary/effort-words.ts';

type Settings = Pick<
  ChatRequest,
  'maxTokens' | 'temperature' | 'topP' | 'topK' | 'stopSequences' | 'reasoning'
>;

const FIELDS = 'additionalModelRequestFields';

/**
 * `additionalModelRequestFields`, which holds members of Claude's own format, and the older `inferenceConfig`; where
 * both say something the first counts. @throws AppError naming the field
 */
export function decodeSettings(source: JsonObject): Settings {
  const fields = readOptionalObject(source, FIELDS) ?? {};
  const config = readOptionalObject(source, 'inferenceConfig') ?? {};
  return {
    maxTokens: readOptionalInteger(fields, 'max_tokens', 1) ?? readOptionalInteger(config, 'maxTokens', 1),
    temperature:
      readOptionalNumber(fields, 'temperature', FIELDS) ??
      readOptionalNumber(config, 'temperature', 'inferenceConfig'),
    topP:
      readOptionalNumber(fields, 'top_p', FIELDS) ?? readOptionalNumber(config, 'topP', 'inferenceConfig'),
    topK: readOptionalInteger(fields, 'top_k', 0),
    stopSequences: readOptionalArray(fields, 'stop_sequences', FIELDS).map(readStop),
    reasoning: decodeReasoningSettings(fields),
  };
}

function readStop(value: unknown, i: number): string {
  if (typeof value === 'string') return value;
  throw invalidRequest(`${FIELDS}.stop_sequences[${i}]`, `${FIELDS}.stop_sequences[${i}] must be a string.`);
}

/** `{output_config: {effort}, thinking: {type, budget_tokens, display}}`. */
function decodeReasoningSettings(fields: JsonObject): Reasoning | undefined {
  const output = readOptionalObject(fields, 'output_config', FIELDS) ?? {};
  const thinking = readOptionalObject(fields, 'thinking', FIELDS) ?? {};
  const effort = readEffort(readOptionalString(output, 'effort', `${FIELDS}.output_config`));
  const type = readOptionalString(thinking, 'type', `${FIELDS}.thinking`);
  if (effort === 'none' || type === 'disabled') return { mode: 'off' };
  if (effort === undefined && type === undefined) return undefined;
  const budgetTokens = type === 'enabled' ? readOptionalInteger(thinking, 'budget_tokens', 1) : undefined;
  return {
    mode: type === 'adaptive' ? 'adaptive' : budgetTokens === undefined ? undefined : 'budget',
    budgetTokens,
    effort,
    display: readDisplay(thinking['display']),
  };
}

function readEffort(word: string | undefined) {
  if (word === undefined) return undefined;
  const effort = EFFORT_WORDS.get(word);
  if (effort !== undefined) return effort;
  const known = [...EFFORT_WORDS.keys()].join(', ');
  throw invalidRequest(`${FIELDS}.output_config.effort`, `The effort "${word}" is not one of ${known}.`);
}

function readDisplay(display: unknown): Reasoning['display'] {
  return display === 'summarized' || display === 'omitted' ? display : undefined;
}
