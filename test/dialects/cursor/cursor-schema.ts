import {
  create,
  createFileRegistry,
  fromBinary,
  fromJson,
  type JsonValue,
  toBinary,
  toJson,
} from '@bufbuild/protobuf';
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
  file_google_protobuf_struct,
} from '@bufbuild/protobuf/wkt';

type Field = readonly [name: string, number: number, type: string];

/** The messages of an inference run; `[]` after a type means a list. Read and written by the library's own reflection. */
const MESSAGES: { readonly [message: string]: readonly Field[] } = {
  ClientMessage: [
    ['run_request', 1, 'RunRequest'],
    ['invoke_model', 2, 'InvokeModel'],
    ['finish_run', 4, 'Empty'],
  ],
  Empty: [],
  RunRequest: [
    ['conversation_id', 1, 'string'],
    ['requested_model', 3, 'RequestedModel'],
  ],
  RequestedModel: [
    ['model_id', 1, 'string'],
    ['max_mode', 2, 'bool'],
    ['parameters', 3, 'Parameter[]'],
  ],
  Parameter: [
    ['id', 1, 'string'],
    ['value', 2, 'string'],
  ],
  InvokeModel: [
    ['invocation_id', 1, 'string'],
    ['request', 2, 'StreamRequest'],
  ],
  StreamRequest: [
    ['messages', 1, 'CoreMessage[]'],
    ['tools', 2, 'AgentTool[]'],
    ['model_config', 4, 'ModelConfig'],
    ['model_id', 5, 'string'],
    ['invocation_id', 6, 'string'],
    ['requested_model', 7, 'RequestedModel'],
    ['conversation_id', 8, 'string'],
    ['accepted_unadvertised_tool_names', 9, 'string[]'],
  ],
  ModelConfig: [
    ['max_tokens', 1, 'int32'],
    ['temperature', 2, 'float'],
    ['top_p', 3, 'float'],
    ['stop_sequences', 4, 'string[]'],
  ],
  CoreMessage: [
    ['role', 1, 'int32'],
    ['text', 2, 'string'],
    ['parts', 3, 'Parts'],
    ['tool_calls', 4, 'ToolCall[]'],
    ['tool_content', 6, 'Results'],
    ['reasoning_parts', 7, 'Reasoning[]'],
  ],
  Parts: [['parts', 1, 'Part[]']],
  Part: [
    ['text', 1, 'string'],
    ['image', 2, 'Image'],
    ['file', 3, 'File'],
  ],
  Image: [
    ['data', 1, 'bytes'],
    ['mime_type', 2, 'string'],
  ],
  File: [
    ['data', 1, 'bytes'],
    ['media_type', 2, 'string'],
    ['filename', 3, 'string'],
  ],
  ToolCall: [
    ['tool_call_id', 1, 'string'],
    ['tool_name', 2, 'string'],
    ['args', 3, '.google.protobuf.Struct'],
    ['raw_tool_call_args', 4, 'string'],
  ],
  Results: [['parts', 1, 'Result[]']],
  Result: [
    ['tool_call_id', 1, 'string'],
    ['tool_name', 2, 'string'],
    ['result', 3, '.google.protobuf.Value'],
    ['is_error', 4, 'bool'],
  ],
  Reasoning: [
    ['is_redacted', 1, 'bool'],
    ['text', 2, 'string'],
    ['signature', 3, 'string'],
    ['redacted_data', 4, 'string'],
  ],
  AgentTool: [
    ['name', 1, 'string'],
    ['description', 2, 'string'],
    ['parameters', 3, '.google.protobuf.Struct'],
  ],
  ServerMessage: [
    ['heartbeat', 1, 'Empty'],
    ['run_ready', 2, 'Empty'],
    ['invocation_response', 3, 'InvocationResponse'],
    ['invocation_end', 4, 'InvocationEnd'],
  ],
  InvocationResponse: [
    ['invocation_id', 1, 'string'],
    ['response', 2, 'StreamResponse'],
  ],
  InvocationEnd: [
    ['invocation_id', 1, 'string'],
    ['error', 2, 'EndError'],
  ],
  EndError: [['message', 2, 'string']],
  StreamResponse: [
    ['text', 1, 'TextPart'],
    ['tool_call', 2, 'CallPart'],
    ['usage', 3, 'Usage'],
    ['response_info', 4, 'Info'],
    ['extended_usage', 5, 'ExtendedUsage'],
    ['error', 8, 'ErrorPart'],
    ['thinking', 9, 'ThinkingPart'],
  ],
  TextPart: [['text', 1, 'string']],
  CallPart: [
    ['tool_call_id', 1, 'string'],
    ['tool_name', 2, 'string'],
    ['args', 3, 'string'],
    ['is_complete', 4, 'bool'],
    ['tool_index', 5, 'int32'],
  ],
  Usage: [
    ['prompt', 1, 'int32'],
    ['completion', 2, 'int32'],
    ['total', 3, 'int32'],
  ],
  Info: [
    ['id', 1, 'string'],
    ['model', 2, 'string'],
    ['error_message', 5, 'string'],
  ],
  ExtendedUsage: [
    ['input', 1, 'int32'],
    ['output', 2, 'int32'],
    ['cache_read', 3, 'int32'],
    ['cache_write', 4, 'int32'],
  ],
  ErrorPart: [
    ['message', 1, 'string'],
    ['code', 2, 'string'],
    ['is_input_token_limit', 3, 'bool'],
    ['is_output_token_limit', 4, 'bool'],
    ['error_type', 5, 'int32'],
  ],
  ThinkingPart: [
    ['text', 1, 'string'],
    ['signature', 2, 'string'],
  ],
};

const SCALARS = new Map([
  ['string', FieldDescriptorProto_Type.STRING],
  ['bytes', FieldDescriptorProto_Type.BYTES],
  ['bool', FieldDescriptorProto_Type.BOOL],
  ['int32', FieldDescriptorProto_Type.INT32],
  ['float', FieldDescriptorProto_Type.FLOAT],
]);

function describe([name, number, type]: Field) {
  const bare = type.replace('[]', '');
  const scalar = SCALARS.get(bare);
  return {
    name,
    number,
    label: type.endsWith('[]') ? FieldDescriptorProto_Label.REPEATED : FieldDescriptorProto_Label.OPTIONAL,
    type: scalar ?? FieldDescriptorProto_Type.MESSAGE,
    typeName: scalar === undefined ? (bare.startsWith('.') ? bare : `.test.${bare}`) : undefined,
  };
}

const registry = createFileRegistry(
  create(FileDescriptorProtoSchema, {
    name: 'test.proto',
    package: 'test',
    syntax: 'proto3',
    dependency: ['google/protobuf/struct.proto'],
    messageType: Object.entries(MESSAGES).map(([name, fields]) => ({ name, field: fields.map(describe) })),
  }),
  (name) => (name === 'google/protobuf/struct.proto' ? file_google_protobuf_struct : undefined),
);

function schemaOf(message: string) {
  const schema = registry.getMessage(`test.${message}`);
  if (schema === undefined) throw new Error(`there is no message ${message}`);
  return schema;
}

// biome-ignore lint/suspicious/noExplicitAny: what was sent is looked into by tests alone.
export type Read = Record<string, any>;

/** A message as JSON with the names of its fields. @throws Error for what is no such message */
export function read(message: string, bytes: Uint8Array): Read {
  const schema = schemaOf(message);
  return Object(toJson(schema, fromBinary(schema, bytes), { useProtoFieldName: true }));
}

/** The bytes of a message given as JSON. */
export function write(message: string, json: JsonValue): Uint8Array {
  const schema = schemaOf(message);
  return toBinary(schema, fromJson(schema, json));
}
