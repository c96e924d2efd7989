import { totalInputTokens, type Usage } from '../../core/usage.ts';
import type { StreamPart } from './wire/inference-types.ts';

type CountsPart = Extract<StreamPart, { kind: 'usage' | 'extended-usage' }>;

/** The counts in both of their forms: the older one has all input in one number. */
export function encodeUsageParts(usage: Usage): CountsPart[] {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = usage;
  if (inputTokens === undefined && outputTokens === undefined) return [];
  return [
    { kind: 'usage', prompt: totalInputTokens(usage), completion: outputTokens ?? 0 },
    {
      kind: 'extended-usage',
      input: inputTokens ?? 0,
      output: outputTokens ?? 0,
      cacheRead: cacheReadTokens,
      cacheWrite: cacheWriteTokens,
    },
  ];
}

/** The hub's counts; the newer form, whose input leaves out the cache, counts before the older. */
export function decodeUsagePart(part: CountsPart): Usage {
  if (part.kind === 'usage') return { inputTokens: part.prompt, outputTokens: part.completion };
  const { input, output, cacheRead, cacheWrite } = part;
  return {
    inputTokens: input,
    outputTokens: output,
    cacheReadTokens: cacheRead,
    cacheWriteTokens: cacheWrite,
  };
}
