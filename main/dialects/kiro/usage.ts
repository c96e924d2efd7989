import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { totalInputTokens, type Usage } from '../../core/usage.ts';

/** `metadataEvent`: `{tokenUsage: {uncachedInputTokens, outputTokens, …}}`; undefined when it has no counts. */
export function decodeUsage(metadata: JsonObject): Usage | undefined {
  const usage = metadata['tokenUsage'];
  if (!isJsonObject(usage)) return undefined;
  return {
    inputTokens: count(usage['uncachedInputTokens']),
    cacheReadTokens: count(usage['cacheReadInputTokens']),
    cacheWriteTokens: count(usage['cacheWriteInputTokens']),
    outputTokens: count(usage['outputTokens']),
  };
}

/** The same the other way; undefined when nothing was counted. */
export function encodeUsage(usage: Usage): JsonObject | undefined {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = usage;
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  return {
    tokenUsage: {
      uncachedInputTokens: inputTokens ?? 0,
      outputTokens: outputTokens ?? 0,
      totalTokens: totalInputTokens(usage) + (outputTokens ?? 0),
      ...(cacheReadTokens === undefined ? {} : { cacheReadInputTokens: cacheReadTokens }),
      ...(cacheWriteTokens === undefined ? {} : { cacheWriteInputTokens: cacheWriteTokens }),
    },
  };
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
