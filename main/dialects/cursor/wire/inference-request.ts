import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { isJsonObject } from '../../../core/json.ts';
import { decodeCoreMessage, writeCoreMessage } from './core-message.ts';
import type {
  AgentTool,
  CoreMessage,
  InferenceRequest,
  ModelConfig,
  RequestedModel,
} from './inference-types.ts';
import { type ProtoField, putBytes, putFloat, putMessage, putNumber, putText, readMessage } from './proto.ts';
import { decodeRequestedModel, writeRequestedModel } from './requested-model.ts';
import { decodeStruct, encodeStruct } from './struct.ts';

/** The fields by number, for whoever copies a request and replaces some. */
export const REQUEST_FIELDS = { messages: 1, tools: 2, modelId: 5, requestedModel: 7 } as const;

/** An `InferenceStreamRequest`. */
export function encodeInferenceRequest(request: InferenceRequest): Uint8Array {
  const writer = new BinaryWriter();
  for (const message of request.messages) putMessage(writer, 1, () => writeCoreMessage(writer, message));
  for (const tool of request.tools) putMessage(writer, 2, () => writeTool(writer, tool));
  putMessage(writer, 4, () => writeConfig(writer, request.config));
  writeModelOf(writer, request);
  putText(writer, 6, request.invocationId);
  putText(writer, 8, request.conversationId);
  return writer.finish();
}

/** The fields that name the model. */
export function writeModelOf(
  writer: BinaryWriter,
  { modelId, requestedModel }: Pick<InferenceRequest, 'modelId' | 'requestedModel'>,
): void {
  putText(writer, 5, modelId);
  if (requestedModel !== undefined) {
    putMessage(writer, 7, () => writeRequestedModel(writer, requestedModel));
  }
}

function writeTool(writer: BinaryWriter, { name, description, schema }: AgentTool): void {
  putText(writer, 1, name);
  putText(writer, 2, description);
  putBytes(writer, 3, encodeStruct({ jsonSchema: schema }));
}

function writeConfig(writer: BinaryWriter, config: ModelConfig): void {
  putNumber(writer, 1, config.maxTokens);
  putFloat(writer, 2, config.temperature);
  putFloat(writer, 3, config.topP);
  for (const stop of config.stopSequences) putText(writer, 4, stop);
}

/** @throws Error when it is none */
export function decodeInferenceRequest(bytes: Uint8Array): InferenceRequest {
  const request: Draft = {
    messages: [],
    tools: [],
    config: { stopSequences: [] },
    modelId: '',
    invocationId: '',
    conversationId: '',
  };
  readMessage(bytes, (field) => {
    if (field.number === 5) request.modelId = field.text() ?? '';
    else if (field.number === 6) request.invocationId = field.text() ?? '';
    else if (field.number === 8) request.conversationId = field.text() ?? '';
    else if (EMBEDDED.has(field.number)) takeEmbedded(field, request);
  });
  return request;
}

/** A request whose fields are still being read. */
interface Draft extends InferenceRequest {
  readonly messages: CoreMessage[];
  readonly tools: AgentTool[];
  config: ModelConfig;
  modelId: string;
  invocationId: string;
  conversationId: string;
  requestedModel?: RequestedModel;
}

const EMBEDDED: ReadonlySet<number> = new Set([1, 2, 4, 7]);

function takeEmbedded(field: ProtoField, request: Draft): void {
  const inner = field.bytes();
  if (inner === undefined) return;
  if (field.number === 1) request.messages.push(decodeCoreMessage(inner));
  else if (field.number === 2) request.tools.push(decodeTool(inner));
  else if (field.number === 4) request.config = decodeConfig(inner);
  else request.requestedModel = decodeRequestedModel(inner);
}

function decodeTool(bytes: Uint8Array): AgentTool {
  const tool = { name: '', description: '', schema: {} };
  readMessage(bytes, (field) => {
    if (field.number === 1) tool.name = field.text() ?? '';
    else if (field.number === 2) tool.description = field.text() ?? '';
    const parameters = field.number === 3 ? field.bytes() : undefined;
    if (parameters === undefined) return;
    const { jsonSchema } = decodeStruct(parameters);
    tool.schema = isJsonObject(jsonSchema) ? jsonSchema : {};
  });
  return tool;
}

function decodeConfig(bytes: Uint8Array): ModelConfig {
  const stopSequences: string[] = [];
  const config: { maxTokens?: number; temperature?: number; topP?: number } = {};
  readMessage(bytes, (field) => {
    if (field.number === 1) config.maxTokens = field.number32();
    else if (field.number === 2) config.temperature = shortest(field.float());
    else if (field.number === 3) config.topP = shortest(field.float());
    const stop = field.number === 4 ? field.text() : undefined;
    if (stop !== undefined) stopSequences.push(stop);
  });
  return { ...config, stopSequences };
}

/** The number that was meant: 0.7 in 32 bits is 0.699999988079071 in 64. */
function shortest(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value.toPrecision(7));
}
