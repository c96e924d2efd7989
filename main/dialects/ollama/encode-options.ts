import type { ChatRequest, Reasoning, Warning } from '../../core/chat-request.ts';
import type { UpstreamOptions } from '../../core/codec.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { encodeEffort } from '../openai-vocabulary/encode-effort.ts';
import { present } from '../openai-vocabulary/present.ts';
import { contextSize } from './context-size.ts';

/**
 * `options`, `think` and `format`. `num_ctx` is always there when the model's size is known: by default Ollama cuts what
 * is longer than a few thousand tokens, and says nothing.
 */
export function encodeSettings(
  request: ChatRequest,
  options: UpstreamOptions,
  warnings: Warning[],
): JsonObject {
  const { contextTokens } = options;
  const own = ownOptions(request);
  return present({
    options: {
      ...(contextTokens === undefined ? {} : { num_ctx: contextSize(request, contextTokens) }),
      ...present({
        num_predict: request.maxTokens,
        temperature: request.temperature,
        top_p: request.topP,
        top_k: request.topK,
        stop: request.stopSequences.length === 0 ? undefined : request.stopSequences,
      }),
      ...own,
    },
    think: request.reasoning === undefined ? undefined : encodeThink(request.reasoning, warnings),
    format: encodeFormat(request),
    // A prompt that does not fit is refused, not cut.
    truncate: false,
  });
}

/** The client's own options, where it speaks this format: they are the upstream's too. */
function ownOptions({ dialect, source }: ChatRequest): JsonObject {
  if (dialect !== 'ollama' || !isJsonObject(source)) return {};
  return isJsonObject(source['options']) ? source['options'] : {};
}

const LEVELS: ReadonlyMap<string | undefined, boolean | string> = new Map<
  string | undefined,
  boolean | string
>([
  ['none', false],
  ['minimal', 'low'],
  ['low', 'low'],
  ['medium', 'medium'],
  ['high', 'high'],
  ['xhigh', 'max'],
  ['max', 'max'],
]);

function encodeThink(reasoning: Reasoning, warnings: Warning[]): boolean | string | undefined {
  const effort = encodeEffort(reasoning, 'max');
  if (effort === undefined) return reasoning.mode === undefined ? undefined : true;
  if (reasoning.mode === 'budget')
    warnings.push({ code: 'approximated', param: 'thinking.budget_tokens', detail: `think: ${effort}` });
  return LEVELS.get(effort);
}

function encodeFormat({ output }: ChatRequest): unknown {
  if (output === undefined) return undefined;
  return output.type === 'json-object' ? 'json' : output.schema;
}
