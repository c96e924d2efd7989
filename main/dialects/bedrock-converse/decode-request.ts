import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { ChatRequest, Warning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import {
  asObject,
  pathOf,
  readOptionalArray,
  readOptionalInteger,
  readOptionalNumber,
  readOptionalObject,
  readOptionalString,
} from '../../core/read-field.ts';
import { warningsUnless } from '../../core/warnings-at.ts';
import { decodeModel } from '../openai-vocabulary/decode-model.ts';
import { checkToolResults, decodeMessages, decodeSystem } from './decode-messages.ts';
import { decodeModelFields, type ModelFields } from './decode-model-fields.ts';
import { decodeOutputConfig } from './decode-output-config.ts';
import { decodeToolChoice, decodeTools } from './decode-tools.ts';
import { optionsOfBody } from './runtime-options.ts';

/** What stands in the path of a Converse call. */
export interface ConverseTarget {
  readonly model: string;
  readonly stream: boolean;
}

/** The body of Converse and ConverseStream. @throws AppError with the field's path when it is not valid */
export function decodeConverse(value: unknown, { model, stream }: ConverseTarget): ChatRequest {
  const body = asObject(value, 'body');
  refusePrompts(body);
  const inference = readOptionalObject(body, 'inferenceConfig') ?? {};
  const config = readOptionalObject(body, 'toolConfig');
  const fields = decodeModelFields(body);
  const messages = decodeMessages(body);
  checkToolResults(messages);
  return {
    dialect: 'bedrock-converse',
    model: decodeModel({ model }),
    stream,
    system: decodeSystem(body),
    messages,
    tools: decodeTools(config),
    toolChoice: decodeToolChoice(config),
    maxTokens: readOptionalInteger(inference, 'maxTokens', 1),
    temperature: readOptionalNumber(inference, 'temperature', 'inferenceConfig'),
    topP: readOptionalNumber(inference, 'topP', 'inferenceConfig'),
    topK: fields.topK,
    stopSequences: readStops(inference),
    reasoning: fields.reasoning,
    output: decodeOutputConfig(body) ?? fields.output,
    serviceTier: readTier(body),
    betas: fields.betas,
    warnings: warningsUnless(['bedrock-converse'], [...lostFields(fields), ...lostAnswerFields(body)]),
    extensions: { 'bedrock-converse': optionsOfBody(body) },
    source: body,
  };
}

/** A request to count: the members of Converse that weigh tokens. @throws AppError */
export function decodeCountedConverse(value: unknown, model: string): ChatRequest {
  return decodeConverse(value, { model, stream: false });
}

/** Prompts of AWS's prompt management live in the user's account, where kRouter cannot read them. */
function refusePrompts(body: JsonObject): void {
  if (body['promptVariables'] === undefined) return;
  throw unsupported(
    'promptVariables',
    'kRouter does not carry prompts of Bedrock prompt management. Send the messages themselves.',
  );
}

function readStops(inference: JsonObject): readonly string[] {
  return readOptionalArray(inference, 'stopSequences', 'inferenceConfig').map((sequence, index) => {
    if (typeof sequence === 'string') return sequence;
    const path = pathOf('inferenceConfig.stopSequences', index);
    throw invalidRequest(path, `${path} must be a string.`);
  });
}

function readTier(body: JsonObject): string | undefined {
  const tier = readOptionalObject(body, 'serviceTier');
  return tier === undefined ? undefined : readOptionalString(tier, 'type', 'serviceTier');
}

/** Fields of the model's own request that the hub has no place for. */
function lostFields({ unnamed }: ModelFields): readonly Warning[] {
  return unnamed.map((field) => ({ code: 'dropped', param: `additionalModelRequestFields.${field}` }));
}

function lostAnswerFields(body: JsonObject): readonly Warning[] {
  const paths = readOptionalArray(body, 'additionalModelResponseFieldPaths');
  return paths.length === 0 ? [] : [{ code: 'dropped', param: 'additionalModelResponseFieldPaths' }];
}
