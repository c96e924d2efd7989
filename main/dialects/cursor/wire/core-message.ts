import type { BinaryWriter } from '@bufbuild/protobuf/wire';
import { parseJsonObject } from '../../../core/json.ts';
import { stringifyJson } from '../../../core/raw-json.ts';
import { readContentPart, writeContentPart } from './content-part.ts';
import type {
  ContentPart,
  CoreMessage,
  CoreRole,
  ReasoningPart,
  ToolCall,
  ToolResultPart,
} from './inference-types.ts';
import { type ProtoField, putBytes, putFlag, putMessage, putNumber, putText, readMessage } from './proto.ts';
import { decodeStruct, decodeValue, encodeStruct, encodeValue } from './struct.ts';

const ROLES: readonly (CoreRole | undefined)[] = [undefined, 'user', 'assistant', 'tool', 'system'];

/** The fields of a `CoreMessage`. */
export function writeCoreMessage(writer: BinaryWriter, message: CoreMessage): void {
  putNumber(writer, 1, ROLES.indexOf(message.role));
  putText(writer, 2, message.text);
  if (message.parts.length > 0) {
    putMessage(writer, 3, () => {
      for (const part of message.parts) putMessage(writer, 1, () => writeContentPart(writer, part));
    });
  }
  for (const call of message.toolCalls) putMessage(writer, 4, () => writeCall(writer, call));
  if (message.results.length > 0) {
    putMessage(writer, 6, () => {
      for (const result of message.results) putMessage(writer, 1, () => writeResult(writer, result));
    });
  }
  for (const part of message.reasoning) putMessage(writer, 7, () => writeReasoning(writer, part));
}

function writeCall(writer: BinaryWriter, call: ToolCall): void {
  putText(writer, 1, call.id);
  putText(writer, 2, call.name);
  putBytes(writer, 3, encodeStruct(parseJsonObject(call.arguments) ?? {}));
  putText(writer, 4, call.arguments);
}

function writeResult(writer: BinaryWriter, result: ToolResultPart): void {
  putText(writer, 1, result.callId);
  putText(writer, 2, result.name);
  putBytes(writer, 3, encodeValue(result.result));
  putFlag(writer, 4, result.isError);
}

function writeReasoning(writer: BinaryWriter, part: ReasoningPart): void {
  putFlag(writer, 1, part.isRedacted);
  putText(writer, 2, part.text);
  putText(writer, 3, part.signature);
  putText(writer, 4, part.redactedData);
}

/** @throws Error when it is none */
export function decodeCoreMessage(bytes: Uint8Array): CoreMessage {
  let role: CoreRole = 'user';
  let text = '';
  const lists: Lists = { parts: [], toolCalls: [], results: [], reasoning: [] };
  readMessage(bytes, (field) => {
    if (field.number === 1) role = ROLES[field.number32() ?? 0] ?? role;
    else if (field.number === 2) text = field.text() ?? text;
    else if (EMBEDDED.has(field.number)) takeEmbedded(field, lists);
  });
  return { role, text, ...lists };
}

interface Lists {
  readonly parts: ContentPart[];
  readonly toolCalls: ToolCall[];
  readonly results: ToolResultPart[];
  readonly reasoning: ReasoningPart[];
}

function takeEmbedded(field: ProtoField, lists: Lists): void {
  const inner = field.bytes();
  if (inner === undefined) return;
  if (field.number === 3) lists.parts.push(...decodeList(inner, readContentPart));
  else if (field.number === 4) lists.toolCalls.push(decodeCall(inner));
  else if (field.number === 6) lists.results.push(...decodeList(inner, decodeResult));
  else lists.reasoning.push(decodeReasoning(inner));
}

const EMBEDDED: ReadonlySet<number> = new Set([3, 4, 6, 7]);

/** The repeated field 1 of a message that holds nothing else. */
function decodeList<Item>(bytes: Uint8Array, decode: (item: Uint8Array) => Item | undefined): Item[] {
  const items: Item[] = [];
  readMessage(bytes, (field) => {
    const inner = field.number === 1 ? field.bytes() : undefined;
    const item = inner === undefined ? undefined : decode(inner);
    if (item !== undefined) items.push(item);
  });
  return items;
}

/** The text of the arguments counts before the same in fields, whose numbers are doubles. */
function decodeCall(bytes: Uint8Array): ToolCall {
  const call = { id: '', name: '', raw: '', args: '' };
  readMessage(bytes, (field) => {
    if (field.number === 1) call.id = field.text() ?? '';
    else if (field.number === 2) call.name = field.text() ?? '';
    else if (field.number === 4) call.raw = field.text() ?? '';
    const args = field.number === 3 ? field.bytes() : undefined;
    if (args !== undefined) call.args = stringifyJson(decodeStruct(args));
  });
  return { id: call.id, name: call.name, arguments: call.raw || call.args };
}

function decodeResult(bytes: Uint8Array): ToolResultPart {
  const part: { -readonly [key in keyof ToolResultPart]: ToolResultPart[key] } = {
    callId: '',
    name: '',
    result: null,
    isError: false,
  };
  readMessage(bytes, (field) => {
    if (field.number === 1) part.callId = field.text() ?? '';
    else if (field.number === 2) part.name = field.text() ?? '';
    else if (field.number === 4) part.isError = field.flag() ?? false;
    const value = field.number === 3 ? field.bytes() : undefined;
    if (value !== undefined) part.result = decodeValue(value);
  });
  return part;
}

function decodeReasoning(bytes: Uint8Array): ReasoningPart {
  const part = { isRedacted: false, text: '', signature: '', redactedData: '' };
  readMessage(bytes, (field) => {
    if (field.number === 1) part.isRedacted = field.flag() ?? false;
    else if (field.number === 2) part.text = field.text() ?? '';
    else if (field.number === 3) part.signature = field.text() ?? '';
    else if (field.number === 4) part.redactedData = field.text() ?? '';
  });
  return part;
}
