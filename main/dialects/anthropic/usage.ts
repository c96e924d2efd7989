import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { mergeUsage, type Usage } from '../../core/usage.ts';

/** Anthropic's `usage`. Its `input_tokens` leave out what the cache served, as the hub's do. */
export function decodeUsage(usage: unknown): Usage {
  if (!isJsonObject(usage)) return {};
  const creation = usage['cache_creation'];
  const details = usage['output_tokens_details'];
  return compact({
    inputTokens: count(usage['input_tokens']),
    cacheReadTokens: count(usage['cache_read_input_tokens']),
    cacheWriteTokens: count(usage['cache_creation_input_tokens']),
    cacheWrite1hTokens: isJsonObject(creation) ? count(creation['ephemeral_1h_input_tokens']) : undefined,
    outputTokens: count(usage['output_tokens']),
    reasoningTokens: isJsonObject(details) ? count(details['thinking_tokens']) : undefined,
  });
}

/** `amazon-bedrock-invocationMetrics`, which Bedrock adds to the last event. */
export function decodeInvocationMetrics(metrics: unknown): Usage {
  if (!isJsonObject(metrics)) return {};
  return compact({
    inputTokens: count(metrics['inputTokenCount']),
    outputTokens: count(metrics['outputTokenCount']),
    cacheReadTokens: count(metrics['cacheReadInputTokenCount']),
    cacheWriteTokens: count(metrics['cacheWriteInputTokenCount']),
  });
}

/**
 * The count of a whole answer. `message_delta` beats `message_start`, and both beat the metrics; only the output count
 * of `message_start` is a placeholder that anything beats.
 */
export function totalUsage(start: Usage, metrics: Usage, delta: Usage): Usage {
  const { outputTokens, ...input } = start;
  const placeholder = outputTokens === undefined ? {} : { outputTokens };
  return compact(mergeUsage(mergeUsage(placeholder, metrics), mergeUsage(input, delta)));
}

/** The hub's usage as `usage` of a whole message: the members its type demands are always there. */
export function encodeUsage(usage: Usage): JsonObject {
  return {
    input_tokens: usage.inputTokens ?? 0,
    cache_creation_input_tokens: usage.cacheWriteTokens ?? 0,
    cache_read_input_tokens: usage.cacheReadTokens ?? 0,
    ...encodeCacheCreation(usage),
    output_tokens: usage.outputTokens ?? 0,
    ...encodeReasoning(usage),
  };
}

/** The same for `message_delta`, where a count that is left out means "as at the start". */
export function encodeUsageDelta(usage: Usage): JsonObject {
  return {
    ...(usage.inputTokens === undefined ? {} : { input_tokens: usage.inputTokens }),
    ...(usage.cacheWriteTokens === undefined ? {} : { cache_creation_input_tokens: usage.cacheWriteTokens }),
    ...(usage.cacheReadTokens === undefined ? {} : { cache_read_input_tokens: usage.cacheReadTokens }),
    output_tokens: usage.outputTokens ?? 0,
    ...encodeReasoning(usage),
  };
}

function encodeCacheCreation(usage: Usage): JsonObject {
  if (usage.cacheWrite1hTokens === undefined) return {};
  const short = Math.max(0, (usage.cacheWriteTokens ?? 0) - usage.cacheWrite1hTokens);
  return {
    cache_creation: { ephemeral_5m_input_tokens: short, ephemeral_1h_input_tokens: usage.cacheWrite1hTokens },
  };
}

function encodeReasoning(usage: Usage): JsonObject {
  return usage.reasoningTokens === undefined
    ? {}
    : { output_tokens_details: { thinking_tokens: usage.reasoningTokens } };
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}

/** Counts that were not reported are left out, not kept as undefined members. */
function compact(usage: Usage): Usage {
  const kept: { -readonly [count in keyof Usage]: Usage[count] } = {};
  for (const name of COUNTS) if (usage[name] !== undefined) kept[name] = usage[name];
  return kept;
}

const COUNTS = [
  'inputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'cacheWrite1hTokens',
  'outputTokens',
  'reasoningTokens',
] as const satisfies readonly (keyof Usage)[];
