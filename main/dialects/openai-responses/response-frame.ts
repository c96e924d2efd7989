import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext } from '../../core/codec.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { stringifyJson } from '../../core/raw-json.ts';

/** What changes in the response object while the answer is under way. */
export interface ResponseState {
  readonly status: 'in_progress' | 'completed' | 'incomplete' | 'failed';
  readonly error: JsonObject | null;
  readonly incomplete_details: JsonObject | null;
  readonly usage: JsonObject | null;
}

/** The response before anything came. */
export const IN_PROGRESS: ResponseState = {
  status: 'in_progress',
  error: null,
  incomplete_details: null,
  usage: null,
};

/** The whole response object. */
export function responseObject(
  request: ChatRequest,
  context: AnswerContext,
  answer: ResponseState & { readonly output: readonly JsonObject[] },
): JsonObject {
  return { ...opening(context), ...answer, ...settingsOf(request) };
}

/** The same as JSON text; the output's items are JSON texts already. */
export function responseJson(
  request: ChatRequest,
  context: AnswerContext,
  answer: ResponseState & { readonly output: readonly string[] },
): string {
  const { output, ...state } = answer;
  const head = JSON.stringify({ ...opening(context), ...state });
  const settings = stringifyJson(settingsOf(request));
  return `${head.slice(0, -1)},"output":[${output.join(',')}],${settings.slice(1)}`;
}

/** The request's id under a prefix of this format, e.g. `resp_01J…`. */
export function answerId(prefix: string, context: AnswerContext): string {
  return `${prefix}_${context.requestId.replace(/^req_/, '')}`;
}

function opening(context: AnswerContext): JsonObject {
  return { id: answerId('resp', context), object: 'response', created_at: context.createdAt };
}

/** Members of the request that come back as they were, and what OpenAI says when they were not set. */
const ECHOED: readonly (readonly [member: string, unset: unknown])[] = [
  ['instructions', null],
  ['metadata', {}],
  ['tool_choice', 'auto'],
  ['tools', []],
  ['max_tool_calls', null],
  ['prompt_cache_key', null],
  ['safety_identifier', null],
  ['user', null],
];

/** Strict readers want every member, set or not. */
function settingsOf(request: ChatRequest): JsonObject {
  const body = objectOf(request.source);
  const text = objectOf(body['text']);
  const { effort, summary } = objectOf(body['reasoning']);
  return {
    model: request.model,
    ...Object.fromEntries(ECHOED.map(([member, unset]) => [member, body[member] ?? unset])),
    parallel_tool_calls: body['parallel_tool_calls'] ?? true,
    temperature: request.temperature ?? 1,
    top_p: request.topP ?? 1,
    background: false,
    max_output_tokens: request.maxTokens ?? null,
    previous_response_id: null,
    reasoning: { effort: effort ?? null, summary: summary ?? null },
    service_tier: 'default',
    // Whatever the client asked for: nothing is stored.
    store: false,
    text: { ...text, format: text['format'] ?? { type: 'text' } },
    top_logprobs: 0,
    truncation: 'disabled',
  };
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
