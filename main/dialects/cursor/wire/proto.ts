import { BinaryReader, type BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** One field of a message being read. Each reader gives undefined where the wire holds another type. */
export class ProtoField {
  number = 0;
  wire: WireType = WireType.Varint;
  isRead = false;
  readonly #reader: BinaryReader;

  constructor(reader: BinaryReader) {
    this.#reader = reader;
  }

  text(): string | undefined {
    return this.#is(WireType.LengthDelimited) ? this.#reader.string() : undefined;
  }

  /** Also an embedded message. A view of the message's own bytes. */
  bytes(): Uint8Array | undefined {
    return this.#is(WireType.LengthDelimited) ? this.#reader.bytes() : undefined;
  }

  /** A whole number, or the number of an enum's value. */
  number32(): number | undefined {
    return this.#is(WireType.Varint) ? this.#reader.int32() : undefined;
  }

  /** A count; as exact as a double is. */
  count(): number | undefined {
    return this.#is(WireType.Varint) ? Number(this.#reader.int64()) : undefined;
  }

  flag(): boolean | undefined {
    return this.#is(WireType.Varint) ? this.#reader.bool() : undefined;
  }

  float(): number | undefined {
    return this.#is(WireType.Bit32) ? this.#reader.float() : undefined;
  }

  double(): number | undefined {
    return this.#is(WireType.Bit64) ? this.#reader.double() : undefined;
  }

  #is(wire: WireType): boolean {
    this.isRead = this.wire === wire;
    return this.isRead;
  }
}

/** Reads a message field by field; what `take` leaves unread is passed over. @throws Error when it is no message */
export function readMessage(bytes: Uint8Array, take: (field: ProtoField) => void): void {
  const reader = new BinaryReader(bytes);
  const field = new ProtoField(reader);
  while (reader.pos < reader.len) {
    [field.number, field.wire] = reader.tag();
    field.isRead = false;
    take(field);
    if (!field.isRead) reader.skip(field.wire, field.number);
  }
  if (reader.pos > reader.len) throw new Error('a field reaches beyond its message');
}

/** The fields of a message with these numbers left out, byte for byte. @throws Error when it is no message */
export function withoutFields(bytes: Uint8Array, numbers: ReadonlySet<number>): Uint8Array {
  const reader = new BinaryReader(bytes);
  const kept: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const from = reader.pos;
    const [number, wire] = reader.tag();
    reader.skip(wire, number);
    if (!numbers.has(number)) kept.push(bytes.subarray(from, reader.pos));
  }
  return Buffer.concat(kept);
}

/** Text, unless it is empty: defaults are not sent. */
export function putText(writer: BinaryWriter, number: number, text: string | undefined): void {
  if (text === undefined || text === '') return;
  writer.tag(number, WireType.LengthDelimited).string(text);
}

export function putBytes(writer: BinaryWriter, number: number, bytes: Uint8Array | undefined): void {
  if (bytes === undefined || bytes.length === 0) return;
  writer.tag(number, WireType.LengthDelimited).bytes(bytes);
}

/** A number that is sent even when it is 0: whoever has none gives undefined. */
export function putNumber(writer: BinaryWriter, number: number, value: number | undefined): void {
  if (value !== undefined) writer.tag(number, WireType.Varint).int64(value);
}

export function putFlag(writer: BinaryWriter, number: number, value: boolean | undefined): void {
  if (value === true) writer.tag(number, WireType.Varint).bool(value);
}

export function putFloat(writer: BinaryWriter, number: number, value: number | undefined): void {
  if (value !== undefined) writer.tag(number, WireType.Bit32).float(value);
}

/** An embedded message, sent even when it is empty. */
export function putMessage(writer: BinaryWriter, number: number, write: () => void): void {
  writer.tag(number, WireType.LengthDelimited).fork();
  write();
  writer.join();
}
