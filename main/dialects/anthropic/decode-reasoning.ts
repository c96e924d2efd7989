import { invalidRequest } from '../../core/app-error.ts';
import type { Effort, OutputFormat, Reasoning } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import {
  readOptionalInteger,
  readOptionalObject,
  readOptionalString,
  readString,
} from '../../core/read-field.ts';

/** `thinking` and `output_config.effort`. A type this version does not know stays in the body's `source` alone. */
export function decodeReasoning(body: JsonObject): Reasoning | undefined {
  const thinking = readOptionalObject(body, 'thinking');
  const effort = decodeEffort(body);
  if (thinking === undefined) return effort === undefined ? undefined : { effort };
  const display = decodeDisplay(thinking);
  switch (readString(thinking, 'type', 'thinking')) {
    case 'enabled':
      return { mode: 'budget', budgetTokens: readBudget(thinking), effort, display };
    case 'adaptive':
      return { mode: 'adaptive', effort, display };
    case 'disabled':
      return { mode: 'off', effort };
    default:
      return effort === undefined ? undefined : { effort };
  }
}

/** `output_config.format`, or `output_format` as it was once called. */
export function decodeOutput(body: JsonObject): OutputFormat | undefined {
  const config = readOptionalObject(body, 'output_config');
  const format = config?.['format'] ?? body['output_format'];
  if (!isJsonObject(format) || format['type'] !== 'json_schema') return undefined;
  return { type: 'json-schema', schema: format['schema'] };
}

function decodeEffort(body: JsonObject): Effort | undefined {
  const config = readOptionalObject(body, 'output_config');
  const effort = config === undefined ? undefined : readOptionalString(config, 'effort', 'output_config');
  return effort !== undefined && isEffort(effort) ? effort : undefined;
}

const EFFORTS: Readonly<Record<Effort, true>> = {
  minimal: true,
  low: true,
  medium: true,
  high: true,
  xhigh: true,
  max: true,
};

function isEffort(value: string): value is Effort {
  return Object.hasOwn(EFFORTS, value);
}

function decodeDisplay(thinking: JsonObject): Reasoning['display'] {
  const display = thinking['display'];
  return display === 'summarized' || display === 'omitted' ? display : undefined;
}

function readBudget(thinking: JsonObject): number {
  const budget = readOptionalInteger(thinking, 'budget_tokens', 0);
  if (budget !== undefined) return budget;
  throw invalidRequest(
    'thinking.budget_tokens',
    'thinking.budget_tokens is required when thinking.type is enabled.',
  );
}
