import type { ChatRequest, Reasoning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { encodeEffort } from '../openai-vocabulary/encode-effort.ts';
import { present } from '../openai-vocabulary/present.ts';
import type { WarningList } from '../openai-vocabulary/warning-list.ts';

/**
 * `inferenceConfig` and `additionalModelRequestFields`, the two places where clients of the service have been seen to
 * put limits, sampling and effort. Whether it obeys them is not documented.
 */
export function encodeSettings(request: ChatRequest, warnings: WarningList): JsonObject {
  const { maxTokens, temperature, topP } = request;
  warnOfLosses(request, warnings);
  const config = present({ maxTokens, temperature, topP });
  const fields = encodeFields(request);
  return present({
    inferenceConfig: Object.keys(config).length > 0 ? config : undefined,
    additionalModelRequestFields: Object.keys(fields).length > 0 ? fields : undefined,
  });
}

function encodeFields({ reasoning, maxTokens }: ChatRequest): JsonObject {
  const effort = reasoning === undefined ? undefined : effortOf(reasoning);
  const isThinking = reasoning !== undefined && reasoning.mode !== 'off';
  const display = reasoning?.display ?? 'summarized';
  return present({
    output_config: effort === undefined ? undefined : { effort },
    thinking: isThinking ? { type: 'adaptive', display } : undefined,
    max_tokens: maxTokens,
  });
}

/** The service's least effort is `low`; that there shall be no thinking is said by leaving it out. */
function effortOf(reasoning: Reasoning): string | undefined {
  const effort = encodeEffort(reasoning, 'max');
  if (effort === 'none') return undefined;
  return effort === 'minimal' ? 'low' : effort;
}

function warnOfLosses(request: ChatRequest, warnings: WarningList): void {
  const { maxTokens, temperature, topP, topK, stopSequences } = request;
  const unsure = 'Kiro does not say whether it obeys this';
  if (maxTokens !== undefined) warnings.add('approximated', 'max_tokens', unsure);
  if (temperature !== undefined) warnings.add('approximated', 'temperature', unsure);
  if (topP !== undefined) warnings.add('approximated', 'top_p', unsure);
  if (topK !== undefined) warnings.add('dropped', 'top_k', 'Kiro has no such setting');
  if (stopSequences.length > 0) warnings.add('dropped', 'stop', 'Kiro has no stop sequences');
}
