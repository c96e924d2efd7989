import { invalidRequest } from '../../core/app-error.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { Headers } from '../../core/codec.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import {
  asObject,
  pathOf,
  readOptionalArray,
  readOptionalBoolean,
  readOptionalInteger,
  readOptionalNumber,
  readOptionalObject,
  readOptionalString,
  readString,
} from '../../core/read-field.ts';
import { checkPrintable } from './check-printable.ts';
import { decodeBetas } from './decode-betas.ts';
import { checkToolResults, decodeMessages, decodeSystem } from './decode-messages.ts';
import { decodeOutput, decodeReasoning } from './decode-reasoning.ts';
import { decodeToolChoice, decodeTools } from './decode-tools.ts';

/** What `ChatRequest.extensions.anthropic` holds. */
interface AnthropicExtensions {
  /** The `anthropic-version` header. */
  readonly version?: string;
  /** Members of the body the hub has no name for, e.g. `context_management`. */
  readonly members: JsonObject;
}

/** Body and headers of `POST /v1/messages`. @throws AppError with the field's path when it is not valid. */
export function decodeRequest(body: unknown, headers: Headers): ChatRequest {
  const request = decodeBody(asObject(body, 'body'), headers);
  if (request.maxTokens === undefined) {
    throw invalidRequest('max_tokens', 'max_tokens is required: the most tokens the answer may have.');
  }
  checkToolResults(request.messages);
  return request;
}

/** The `anthropic-version` the client asked for, when its dialect has one. */
export function anthropicVersion(request: ChatRequest): string | undefined {
  const extension = request.extensions.anthropic;
  const version = isJsonObject(extension) ? extension['version'] : undefined;
  return typeof version === 'string' ? version : undefined;
}

/** Any request of this dialect: `max_tokens` may be missing. */
export function decodeBody(body: JsonObject, headers: Headers): ChatRequest {
  const metadata = readOptionalObject(body, 'metadata');
  return {
    dialect: 'anthropic',
    model: checkPrintable(readString(body, 'model'), 'model'),
    stream: readOptionalBoolean(body, 'stream') ?? false,
    system: decodeSystem(body),
    messages: decodeMessages(body),
    tools: decodeTools(body),
    toolChoice: decodeToolChoice(body),
    maxTokens: readOptionalInteger(body, 'max_tokens', 0),
    temperature: readOptionalNumber(body, 'temperature'),
    topP: readOptionalNumber(body, 'top_p'),
    topK: readOptionalNumber(body, 'top_k'),
    stopSequences: decodeStopSequences(body),
    reasoning: decodeReasoning(body),
    output: decodeOutput(body),
    userId: metadata === undefined ? undefined : readOptionalString(metadata, 'user_id', 'metadata'),
    serviceTier: readOptionalString(body, 'service_tier'),
    betas: decodeBetas(body, headers),
    warnings: [],
    extensions: { anthropic: extensionsOf(body, headers) },
    source: body,
  };
}

function decodeStopSequences(body: JsonObject): readonly string[] {
  return readOptionalArray(body, 'stop_sequences').map((sequence, index) => {
    if (typeof sequence === 'string') return sequence;
    const path = pathOf('stop_sequences', index);
    throw invalidRequest(path, `${path} must be a string.`);
  });
}

/** Members of the body that have a place of their own in `ChatRequest`. */
const NAMED: ReadonlySet<string> = new Set([
  'model',
  'stream',
  'system',
  'messages',
  'tools',
  'tool_choice',
  'max_tokens',
  'temperature',
  'top_p',
  'top_k',
  'stop_sequences',
  'thinking',
  'output_config',
  'output_format',
  'metadata',
  'service_tier',
  'betas',
]);

function extensionsOf(body: JsonObject, headers: Headers): AnthropicExtensions {
  const version = headers['anthropic-version'];
  const members = Object.fromEntries(Object.entries(body).filter(([key]) => !NAMED.has(key)));
  return version === undefined ? { members } : { version, members };
}
