import type { ChatRequest, OutputFormat, Reasoning, Warning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { encodeEffort } from '../openai-vocabulary/encode-effort.ts';
import { encodeJsonSchema } from '../openai-vocabulary/encode-json-schema.ts';
import { present } from '../openai-vocabulary/present.ts';

/** What differs between the models behind this format. */
export interface ResponsesOptions {
  /** The model thinks: it takes reasoning settings, returns its reasoning encrypted, and refuses sampling settings. */
  readonly isReasoningModel: boolean;
}

/** OpenAI's least `max_output_tokens`. */
const LEAST_OUTPUT = 16;

/** Sampling, limits, reasoning and output format of a request that came in another dialect. */
export function encodeSettings(
  request: ChatRequest,
  options: ResponsesOptions,
  warnings: Warning[],
): JsonObject {
  if (request.stopSequences.length > 0) {
    const detail = 'this format has no stop sequences';
    warnings.push({ code: 'dropped', param: 'stop_sequences', detail });
  }
  return present({
    max_output_tokens: encodeLimit(request.maxTokens, warnings),
    ...(options.isReasoningModel ? reasoningMembers(request, warnings) : samplingMembers(request)),
    text: request.output === undefined ? undefined : { format: encodeOutput(request.output) },
    store: false,
    stream: true,
  });
}

function encodeLimit(maxTokens: number | undefined, warnings: Warning[]): number | undefined {
  if (maxTokens === undefined || maxTokens >= LEAST_OUTPUT) return maxTokens;
  warnings.push({ code: 'changed', param: 'max_tokens', detail: `raised to ${LEAST_OUTPUT}` });
  return LEAST_OUTPUT;
}

function samplingMembers({ temperature, topP }: ChatRequest): JsonObject {
  return { temperature, top_p: topP };
}

function reasoningMembers(request: ChatRequest, warnings: Warning[]): JsonObject {
  for (const param of ['temperature', 'topP'] as const) {
    if (request[param] === undefined) continue;
    warnings.push({
      code: 'dropped',
      param: param === 'topP' ? 'top_p' : param,
      detail: 'the model reasons',
    });
  }
  return {
    reasoning: request.reasoning === undefined ? undefined : encodeReasoning(request.reasoning),
    include: ['reasoning.encrypted_content'],
  };
}

function encodeReasoning(reasoning: Reasoning): JsonObject {
  const summary = reasoning.mode === 'off' || reasoning.display === 'omitted' ? undefined : 'auto';
  return present({ effort: encodeEffort(reasoning, 'xhigh'), summary });
}

function encodeOutput(output: OutputFormat): JsonObject {
  if (output.type === 'json-object') return { type: 'json_object' };
  return { type: 'json_schema', ...encodeJsonSchema(output) };
}
