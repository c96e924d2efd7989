import { invalidRequest } from '../../core/app-error.ts';
import type { ChatRequest, Warning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { asObject, readOptionalBoolean, readOptionalString } from '../../core/read-field.ts';
import { warningsUnless } from '../../core/warnings-at.ts';
import { decodeModel } from '../openai-vocabulary/decode-model.ts';
import { decodeUserId } from '../openai-vocabulary/decode-user-id.ts';
import { decodeMessages } from './decode-messages.ts';
import { decodeOutputFormat } from './decode-output-format.ts';
import { decodeReasoning } from './decode-reasoning.ts';
import { decodeSampling } from './decode-sampling.ts';
import { decodeToolChoice } from './decode-tool-choice.ts';
import { decodeTools } from './decode-tools.ts';
import { dropParameters, refuseParameters } from './refuse-parameters.ts';

/** The body of `POST /v1/chat/completions`. @throws AppError naming the field. */
export function decodeRequest(body: unknown): ChatRequest {
  const source = asObject(body, 'body');
  refuseResponsesBody(source);
  refuseParameters(source);
  const warnings: Warning[] = dropParameters(source);
  const model = decodeModel(source);
  const stream = decodeStream(source);
  const conversation = decodeMessages(source['messages'], warnings);
  const tools = decodeTools(source, warnings);
  return {
    dialect: 'openai-chat',
    model,
    stream,
    ...conversation,
    tools,
    toolChoice: decodeToolChoice(source, tools),
    ...decodeSampling(source),
    reasoning: decodeReasoning(source),
    output: decodeOutputFormat(source),
    userId: decodeUserId(source, warnings),
    serviceTier: readOptionalString(source, 'service_tier'),
    betas: [],
    warnings: warningsUnless(['openai-chat'], warnings),
    extensions: { 'openai-chat': extensionsOf(source) },
    source,
  };
}

/** The members of the body that have a place of their own in the hub. */
const HUB_FIELDS: ReadonlySet<string> = new Set([
  'model',
  'messages',
  'stream',
  'stream_options',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'functions',
  'function_call',
  'max_tokens',
  'max_completion_tokens',
  'temperature',
  'top_p',
  'top_k',
  'stop',
  'reasoning_effort',
  'reasoning',
  'thinking',
  'response_format',
  'user',
  'safety_identifier',
  'service_tier',
]);

function extensionsOf(source: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(source).filter(([key]) => !HUB_FIELDS.has(key)));
}

function refuseResponsesBody(source: JsonObject): void {
  if (source['messages'] != null || source['input'] == null) return;
  throw invalidRequest(
    'messages',
    'The body has `input` and no `messages`: it is a Responses request. Send it to /v1/responses, or send `messages`.',
  );
}

function decodeStream(source: JsonObject): boolean {
  const stream = readOptionalBoolean(source, 'stream') ?? false;
  if (source['stream_options'] == null) return stream;
  const options = asObject(source['stream_options'], 'stream_options');
  readOptionalBoolean(options, 'include_usage', 'stream_options');
  if (!stream && Object.keys(options).length > 0) {
    throw invalidRequest('stream_options', 'stream_options is only allowed when stream is true.');
  }
  return stream;
}
