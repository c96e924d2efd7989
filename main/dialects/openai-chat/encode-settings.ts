import type { ChatRequest, OutputFormat, Warning } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { encodeEffort } from '../openai-vocabulary/encode-effort.ts';
import { encodeJsonSchema } from '../openai-vocabulary/encode-json-schema.ts';
import { present } from '../openai-vocabulary/present.ts';

/** What differs between servers that speak this format. */
export interface OpenaiChatOptions {
  /** `max_completion_tokens` at OpenAI itself, `max_tokens` at nearly everyone else. */
  readonly maxTokensField: 'max_tokens' | 'max_completion_tokens';
}

/** Sampling, limits, reasoning and output format of a request that came in another dialect. */
export function encodeSettings(
  request: ChatRequest,
  options: OpenaiChatOptions,
  warnings: Warning[],
): JsonObject {
  return present({
    [options.maxTokensField]: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
    stop: encodeStop(request.stopSequences, warnings),
    reasoning_effort: request.reasoning === undefined ? undefined : encodeEffort(request.reasoning, 'max'),
    response_format: request.output === undefined ? undefined : encodeOutput(request.output),
    ...streamMembers(request.stream, undefined),
  });
}

/** `stream`, and with it always the usage record: without it nothing could be metered. */
export function streamMembers(stream: boolean, options: unknown): JsonObject {
  if (!stream) return { stream };
  return { stream, stream_options: { ...(isJsonObject(options) ? options : {}), include_usage: true } };
}

/** OpenAI's limit on `stop`. */
const MOST_STOP_SEQUENCES = 4;

function encodeStop(sequences: readonly string[], warnings: Warning[]): readonly string[] | undefined {
  if (sequences.length > MOST_STOP_SEQUENCES) {
    warnings.push({
      code: 'changed',
      param: 'stop_sequences',
      detail: `only the first ${MOST_STOP_SEQUENCES}`,
    });
  }
  return sequences.length === 0 ? undefined : sequences.slice(0, MOST_STOP_SEQUENCES);
}

function encodeOutput(output: OutputFormat): JsonObject {
  if (output.type === 'json-object') return { type: 'json_object' };
  return { type: 'json_schema', json_schema: encodeJsonSchema(output) };
}
