import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { totalInputTokens, type Usage } from '../../core/usage.ts';
import { present } from '../openai-vocabulary/present.ts';

/**
 * `usageMetadata`: the prompt includes what the cache served, thoughts stand beside the candidates, and what server tools
 * read stands beside both. Counts that are 0 are left out on the wire, but not the total.
 */
export function decodeUsage(usage: unknown): Usage {
  if (!isJsonObject(usage)) return {};
  const prompt = count(usage['promptTokenCount']);
  const cacheReadTokens = count(usage['cachedContentTokenCount']);
  const toolPrompt = count(usage['toolUsePromptTokenCount']) ?? 0;
  const inputTokens =
    prompt === undefined ? undefined : Math.max(0, prompt - (cacheReadTokens ?? 0)) + toolPrompt;
  const reasoningTokens = count(usage['thoughtsTokenCount']);
  const candidates = count(usage['candidatesTokenCount']);
  const total = count(usage['totalTokenCount']);
  const isCounted = candidates !== undefined || reasoningTokens !== undefined;
  const rest = total === undefined || prompt === undefined ? undefined : total - prompt - toolPrompt;
  const outputTokens = isCounted ? (candidates ?? 0) + (reasoningTokens ?? 0) : rest;
  return {
    inputTokens,
    cacheReadTokens,
    outputTokens: outputTokens === undefined ? undefined : Math.max(0, outputTokens),
    reasoningTokens,
  };
}

/** `usageMetadata` of the hub's counts. There is no place for cache writes but the prompt. */
export function encodeUsage(usage: Usage): JsonObject {
  const prompt = totalInputTokens(usage);
  const output = usage.outputTokens ?? 0;
  const thoughts = Math.min(output, usage.reasoningTokens ?? 0);
  return present({
    promptTokenCount: prompt,
    cachedContentTokenCount: usage.cacheReadTokens || undefined,
    candidatesTokenCount: output - thoughts || undefined,
    thoughtsTokenCount: thoughts || undefined,
    totalTokenCount: prompt + output,
  });
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
