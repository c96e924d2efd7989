import type { ChatRequest, OutputFormat, Reasoning, Warning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';

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

/** The largest thinking budget, in tokens, that each effort stands for. */
const BUDGETS: readonly (readonly [number, string])[] = [
  [0, 'none'],
  [1024, 'minimal'],
  [4096, 'low'],
  [12_288, 'medium'],
  [24_576, 'high'],
];

function encodeReasoning(reasoning: Reasoning): JsonObject {
  const summary = reasoning.mode === 'off' || reasoning.display === 'omitted' ? undefined : 'auto';
  return present({ effort: encodeEffort(reasoning), summary });
}

function encodeEffort(reasoning: Reasoning): string | undefined {
  if (reasoning.mode === 'off') return 'none';
  if (reasoning.effort !== undefined) return reasoning.effort;
  const { budgetTokens } = reasoning;
  if (reasoning.mode !== 'budget' || budgetTokens === undefined) return undefined;
  return BUDGETS.find(([most]) => budgetTokens <= most)?.[1] ?? 'xhigh';
}

function encodeOutput(output: OutputFormat): JsonObject {
  if (output.type === 'json-object') return { type: 'json_object' };
  const { schema, description, strict } = output;
  const name = output.name?.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 64) || 'answer';
  return present({ type: 'json_schema', name, description, schema, strict });
}

/** Drops the members that are undefined. */
export function present(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
