import { invalidRequest } from '../../core/app-error.ts';
import type { TextBlock } from '../../core/chat-block.ts';
import type { ChatRequest, Warning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import {
  asObject,
  readOptionalBoolean,
  readOptionalInteger,
  readOptionalObject,
  readOptionalString,
} from '../../core/read-field.ts';
import { warningsUnless } from '../../core/warnings-at.ts';
import { decodeModel } from '../openai-vocabulary/decode-model.ts';
import { decodeUserId } from '../openai-vocabulary/decode-user-id.ts';
import { readInRange } from '../openai-vocabulary/read-in-range.ts';
import { decodeInput } from './decode-input.ts';
import { decodeInstructions } from './decode-parts.ts';
import { decodeReasoning } from './decode-reasoning.ts';
import { decodeTextFormat } from './decode-text-format.ts';
import { decodeToolChoice } from './decode-tool-choice.ts';
import { decodeTools } from './decode-tools.ts';
import { listTools } from './list-tools.ts';
import { dropParameters, refuseParameters } from './refuse-parameters.ts';

/** The body of `POST /v1/responses`. @throws AppError naming the field */
export function decodeRequest(body: unknown): ChatRequest {
  const source = asObject(body, 'body');
  refuseChatBody(source);
  refuseParameters(source);
  const warnings: Warning[] = dropParameters(source);
  const model = decodeModel(source);
  const { system, messages } = decodeInput(source['input']);
  const tools = decodeTools(listTools(source), warnings);
  checkEchoed(source);
  return {
    dialect: 'openai-responses',
    model,
    stream: readOptionalBoolean(source, 'stream') ?? false,
    system: [...leadingInstructions(source), ...system],
    messages,
    tools,
    toolChoice: decodeToolChoice(source, tools),
    ...decodeSampling(source),
    reasoning: decodeReasoning(source),
    output: decodeTextFormat(source),
    userId: decodeUserId(source, warnings),
    serviceTier: readOptionalString(source, 'service_tier'),
    betas: [],
    warnings: warningsUnless(['openai-responses'], warnings),
    extensions: { 'openai-responses': extensionsOf(source) },
    source,
  };
}

/** The members of the body that have a place of their own in the hub. */
const HUB_FIELDS: ReadonlySet<string> = new Set([
  'model',
  'input',
  'instructions',
  'stream',
  'stream_options',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'max_output_tokens',
  'temperature',
  'top_p',
  'reasoning',
  'user',
  'safety_identifier',
  'service_tier',
]);

function extensionsOf(source: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(source).filter(([key]) => !HUB_FIELDS.has(key)));
}

function refuseChatBody(source: JsonObject): void {
  if (source['input'] != null || source['messages'] == null) return;
  throw invalidRequest(
    'input',
    'The body has `messages` and no `input`: it is a Chat Completions request. Send it to /v1/chat/completions, or send `input`.',
  );
}

function leadingInstructions(source: JsonObject): readonly TextBlock[] {
  const { instructions } = source;
  return decodeInstructions(instructions, 'instructions');
}

type Sampling = Pick<ChatRequest, 'maxTokens' | 'temperature' | 'topP' | 'stopSequences'>;

/** Limits and sampling; the ranges are those of OpenAI's API reference. This format has no stop sequences. */
function decodeSampling(source: JsonObject): Sampling {
  return {
    maxTokens: readOptionalInteger(source, 'max_output_tokens', 1),
    temperature: readInRange(source, 'temperature', 2),
    topP: readInRange(source, 'top_p', 1),
    stopSequences: [],
  };
}

/** Members that come back in the response object: clients parse it strictly, so they must be what they claim. */
function checkEchoed(source: JsonObject): void {
  readOptionalObject(source, 'metadata');
  readOptionalObject(source, 'stream_options');
  readOptionalString(source, 'prompt_cache_key');
  readOptionalString(source, 'truncation');
}
