import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { totalInputTokens, type Usage } from '../../core/usage.ts';
import { present } from '../openai-vocabulary/present.ts';

/** Converse's `usage`. Its `inputTokens` leave out what the cache served or took, as the hub's do. */
export function decodeUsage(usage: unknown): Usage {
  if (!isJsonObject(usage)) return {};
  return present({
    inputTokens: count(usage['inputTokens']),
    cacheReadTokens: count(usage['cacheReadInputTokens']),
    cacheWriteTokens: count(usage['cacheWriteInputTokens']),
    cacheWrite1hTokens: writtenForAnHour(usage['cacheDetails']),
    outputTokens: count(usage['outputTokens']),
  });
}

/** The hub's usage as Converse's; the three members its type demands are always there. */
export function encodeUsage(usage: Usage): JsonObject {
  const { inputTokens = 0, outputTokens = 0, cacheReadTokens, cacheWriteTokens } = usage;
  return present({
    inputTokens,
    outputTokens,
    totalTokens: totalInputTokens(usage) + outputTokens,
    cacheReadInputTokens: cacheReadTokens,
    cacheWriteInputTokens: cacheWriteTokens,
    cacheDetails: encodeCacheDetails(usage),
  });
}

/** `amazon-bedrock-invocationMetrics`, which InvokeModel adds to the last event of Claude's stream. Milliseconds. */
export function encodeInvocationMetrics(usage: Usage, latencyMs: number | undefined): JsonObject {
  return present({
    inputTokenCount: usage.inputTokens ?? 0,
    outputTokenCount: usage.outputTokens ?? 0,
    invocationLatency: latencyMs,
    cacheReadInputTokenCount: usage.cacheReadTokens,
    cacheWriteInputTokenCount: usage.cacheWriteTokens,
  });
}

function encodeCacheDetails({
  cacheWriteTokens = 0,
  cacheWrite1hTokens,
}: Usage): readonly JsonObject[] | undefined {
  if (cacheWrite1hTokens === undefined) return undefined;
  const short = Math.max(0, cacheWriteTokens - cacheWrite1hTokens);
  return [
    { ttl: '1h', inputTokens: cacheWrite1hTokens },
    { ttl: '5m', inputTokens: short },
  ];
}

function writtenForAnHour(details: unknown): number | undefined {
  if (!Array.isArray(details)) return undefined;
  const hour = details.filter(isJsonObject).filter(({ ttl }) => ttl === '1h');
  return hour.length === 0 && details.length === 0
    ? undefined
    : sum(hour.map((one) => count(one['inputTokens'])));
}

function sum(counts: readonly (number | undefined)[]): number {
  return counts.reduce<number>((total, one) => total + (one ?? 0), 0);
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}
