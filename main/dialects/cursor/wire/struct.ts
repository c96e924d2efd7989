import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import { RawJson } from '../../../core/raw-json.ts';
import { putMessage, readMessage } from './proto.ts';

/** Deeper values are refused: nothing a tool is called with comes near it. */
const MAX_DEPTH = 100;

/** The bytes of a `google.protobuf.Struct`. Its numbers are doubles. */
export function encodeStruct(object: JsonObject): Uint8Array {
  const writer = new BinaryWriter();
  writeStruct(writer, object);
  return writer.finish();
}

/** The bytes of a `google.protobuf.Value`. */
export function encodeValue(value: unknown): Uint8Array {
  const writer = new BinaryWriter();
  writeValue(writer, value);
  return writer.finish();
}

function writeStruct(writer: BinaryWriter, object: JsonObject): void {
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    putMessage(writer, 1, () => {
      writer.tag(1, WireType.LengthDelimited).string(key);
      putMessage(writer, 2, () => writeValue(writer, value));
    });
  }
}

function writeValue(writer: BinaryWriter, value: unknown): void {
  if (value instanceof RawJson) writeValue(writer, value.toJSON());
  else if (typeof value === 'number') writer.tag(2, WireType.Bit64).double(value);
  else if (typeof value === 'string') writer.tag(3, WireType.LengthDelimited).string(value);
  else if (typeof value === 'boolean') writer.tag(4, WireType.Varint).bool(value);
  else if (Array.isArray(value)) putMessage(writer, 6, () => writeList(writer, value));
  else if (isJsonObject(value)) putMessage(writer, 5, () => writeStruct(writer, value));
  else writer.tag(1, WireType.Varint).int32(0);
}

function writeList(writer: BinaryWriter, list: readonly unknown[]): void {
  for (const value of list) putMessage(writer, 1, () => writeValue(writer, value));
}

/** A `google.protobuf.Struct` as JSON. @throws Error when it is none */
export function decodeStruct(bytes: Uint8Array, depth = 0): JsonObject {
  if (depth > MAX_DEPTH) throw new Error('a value is nested too deeply');
  const entries: [string, unknown][] = [];
  readMessage(bytes, (field) => {
    const entry = field.number === 1 ? field.bytes() : undefined;
    if (entry !== undefined) entries.push(decodeEntry(entry, depth));
  });
  return Object.fromEntries(entries);
}

function decodeEntry(bytes: Uint8Array, depth: number): [string, unknown] {
  let key = '';
  let value: unknown = null;
  readMessage(bytes, (field) => {
    if (field.number === 1) key = field.text() ?? key;
    const inner = field.number === 2 ? field.bytes() : undefined;
    if (inner !== undefined) value = decodeValue(inner, depth + 1);
  });
  return [key, value];
}

/** A `google.protobuf.Value` as JSON; one without any kind is null. @throws Error when it is none */
export function decodeValue(bytes: Uint8Array, depth = 0): unknown {
  let value: unknown = null;
  readMessage(bytes, (field) => {
    if (field.number === 2) value = field.double() ?? value;
    else if (field.number === 3) value = field.text() ?? value;
    else if (field.number === 4) value = field.flag() ?? value;
    else if (field.number === 5) value = decodeStruct(field.bytes() ?? new Uint8Array(0), depth + 1);
    else if (field.number === 6) value = decodeList(field.bytes() ?? new Uint8Array(0), depth + 1);
  });
  return value;
}

function decodeList(bytes: Uint8Array, depth: number): unknown[] {
  if (depth > MAX_DEPTH) throw new Error('a value is nested too deeply');
  const list: unknown[] = [];
  readMessage(bytes, (field) => {
    const inner = field.number === 1 ? field.bytes() : undefined;
    if (inner !== undefined) list.push(decodeValue(inner, depth + 1));
  });
  return list;
}
