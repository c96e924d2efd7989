import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { isJsonObject, type JsonObject } from '../../main/core/json.ts';

/**
 * Protobuf for people: a message is an object by field number, a repeated field a list. Text, whole numbers and booleans
 * stand for themselves; `{"float": 0.5}`, `{"double": 0.5}`, `{"bytes": "…"}` (base64), `{"struct": …}` and
 * `{"value": …}` (google.protobuf) say what else is meant.
 */
export function encodeNotation(message: JsonObject): Uint8Array {
  const writer = new BinaryWriter();
  for (const [key, value] of Object.entries(message)) {
    for (const item of Array.isArray(value) ? value : [value]) writeField(writer, Number(key), item);
  }
  return writer.finish();
}

/** Connect frames, each a message in notation; `{"end": …}` is the frame of JSON that ends a response. */
export function encodeFrames(frames: readonly unknown[]): Uint8Array {
  return Buffer.concat(frames.filter(isJsonObject).map(encodeFrame));
}

function encodeFrame(frame: JsonObject): Uint8Array {
  const isEnd = frame['end'] !== undefined;
  const payload = isEnd ? Buffer.from(JSON.stringify(frame['end'])) : encodeNotation(frame);
  const head = Buffer.alloc(5);
  head.writeUInt8(isEnd ? 2 : 0, 0);
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}

function writeField(writer: BinaryWriter, field: number, value: unknown): void {
  if (typeof value === 'string') writer.tag(field, WireType.LengthDelimited).string(value);
  else if (typeof value === 'number') writer.tag(field, WireType.Varint).uint32(value);
  else if (typeof value === 'boolean') writer.tag(field, WireType.Varint).bool(value);
  else if (isJsonObject(value)) writeObject(writer, field, value);
}

function writeObject(writer: BinaryWriter, field: number, value: JsonObject): void {
  const { float, double, bytes, struct } = value;
  if (typeof float === 'number') writer.tag(field, WireType.Bit32).float(float);
  else if (typeof double === 'number') writer.tag(field, WireType.Bit64).double(double);
  else if (typeof bytes === 'string')
    writer.tag(field, WireType.LengthDelimited).bytes(Buffer.from(bytes, 'base64'));
  else if (isJsonObject(struct))
    writer.tag(field, WireType.LengthDelimited).bytes(encodeNotation(structNotation(struct)));
  else if ('value' in value)
    writer.tag(field, WireType.LengthDelimited).bytes(encodeNotation(valueNotation(value['value'])));
  else writer.tag(field, WireType.LengthDelimited).bytes(encodeNotation(value));
}

function structNotation(object: JsonObject): JsonObject {
  return { 1: Object.entries(object).map(([key, value]) => ({ 1: key, 2: valueNotation(value) })) };
}

function valueNotation(value: unknown): JsonObject {
  if (typeof value === 'number') return { 2: { double: value } };
  if (typeof value === 'string') return { 3: value };
  if (typeof value === 'boolean') return { 4: value };
  if (Array.isArray(value)) return { 6: { 1: value.map(valueNotation) } };
  return isJsonObject(value) ? { 5: structNotation(value) } : { 1: 0 };
}

/** The frames of a Connect stream, in notation as far as bytes tell; undefined for anything else. */
export function readFrames(bytes: Uint8Array): readonly JsonObject[] | undefined {
  const frames: JsonObject[] = [];
  const view = Buffer.from(bytes);
  let at = 0;
  while (at + 5 <= view.length) {
    const end = at + 5 + view.readUInt32BE(at + 1);
    if (end > view.length) return undefined;
    const payload = view.subarray(at + 5, end);
    const message =
      view.readUInt8(at) === 2 ? { end: JSON.parse(payload.toString('utf8')) } : readMessage(payload);
    if (message === undefined) return undefined;
    frames.push(message);
    at = end;
  }
  return at === view.length ? frames : undefined;
}

/** A message whose schema is not known: what can be a message is one, what can be text is text, the rest is bytes. */
function readMessage(bytes: Uint8Array): JsonObject | undefined {
  const fields = new Map<string, unknown[]>();
  try {
    const reader = new BinaryReader(bytes);
    while (reader.pos < reader.len) {
      const [field, type] = reader.tag();
      const list = fields.get(String(field)) ?? [];
      list.push(readValue(reader, type));
      fields.set(String(field), list);
    }
  } catch {
    return undefined;
  }
  return Object.fromEntries([...fields].map(([field, list]) => [field, list.length === 1 ? list[0] : list]));
}

function readValue(reader: BinaryReader, type: WireType): unknown {
  switch (type) {
    case WireType.Varint:
      return reader.uint32();
    case WireType.Bit64:
      return { double: reader.double() };
    case WireType.Bit32:
      return { float: reader.float() };
    case WireType.LengthDelimited:
      return readBytes(reader.bytes());
    default:
      throw new Error(`wire type ${type}`);
  }
}

function readBytes(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return '';
  const text = readText(bytes);
  if (text !== undefined && /^[\P{Cc}\n\r\t]+$/u.test(text)) return text;
  return readMessage(bytes) ?? text ?? { bytes: Buffer.from(bytes).toString('base64') };
}

function readText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
