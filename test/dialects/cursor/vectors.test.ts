import { BinaryWriter } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCoreMessage, writeCoreMessage } from '../../../main/dialects/cursor/wire/core-message.ts';
import { decodeServerMessage, encodeResponse } from '../../../main/dialects/cursor/wire/server-message.ts';
import { decodeStreamPart, encodeStreamPart } from '../../../main/dialects/cursor/wire/stream-part.ts';
import {
  decodeStruct,
  decodeValue,
  encodeStruct,
  encodeValue,
} from '../../../main/dialects/cursor/wire/struct.ts';
import { encodeConnectFrame } from '../../../main/framing/connect.ts';
import { read, write } from './cursor-schema.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const EMPTY = { parts: [], toolCalls: [], results: [], reasoning: [] };

describe('the bytes of Cursor’s messages', () => {
  it.each([
    [{ city: 'Oslo' }, '0a0e0a046369747912061a044f736c6f'],
    [{ n: 1 }, '0a0e0a016e120911000000000000f03f'],
  ])('hold %j as %s', (object, expected) => {
    expect(hex(encodeStruct(object))).toBe(expected);
    expect(decodeStruct(bytes(expected))).toEqual(object);
  });

  it('hold a user’s message', () => {
    const writer = new BinaryWriter();
    const message = { ...EMPTY, role: 'user', text: 'Hi' } as const;
    writeCoreMessage(writer, message);
    expect(hex(writer.finish())).toBe('080112024869');
    expect(decodeCoreMessage(bytes('080112024869'))).toEqual(message);
  });

  it('hold a text in its answer, invocation and envelope', () => {
    const part = encodeStreamPart({ kind: 'text', text: 'Hi' });
    expect(hex(part)).toBe('0a040a024869');
    const message = encodeResponse('i1', part);
    expect(hex(encodeConnectFrame(message))).toBe('000000000e1a0c0a02693112060a040a024869');
    expect(decodeServerMessage(message)).toEqual({
      kind: 'response',
      invocationId: 'i1',
      part: { kind: 'text', text: 'Hi' },
    });
  });

  it('hold a complete tool call', () => {
    const expected = '12160a02743112086765745f74696d651a027b7d20012800';
    const part = {
      kind: 'tool-call',
      id: 't1',
      name: 'get_time',
      arguments: '{}',
      isComplete: true,
      index: 0,
    } as const;
    expect(hex(encodeStreamPart(part))).toBe(expected);
    expect(decodeStreamPart(bytes(expected))).toEqual(part);
  });

  it('hold any JSON value, as the library’s own reflection reads and writes it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const json = JSON.parse(JSON.stringify(value));
        const result = read(
          'Result',
          Buffer.concat([bytes('1a'), lengthOf(encodeValue(json)), encodeValue(json)]),
        );
        expect(result['result']).toEqual(json);
        expect(decodeValue(encodeValue(json))).toEqual(json);
      }),
    );
  });

  it('are read past fields that are unknown, of other types, or fixed in width', () => {
    const unknown = bytes('fa7f0161' + 'f97f0000000000000000' + 'fd7f00000000' + 'f87f8080808001' + '1005');
    const known = write('CoreMessage', { role: 2, text: 'Hi' });
    expect(decodeCoreMessage(Buffer.concat([unknown, known]))).toEqual({
      ...EMPTY,
      role: 'assistant',
      text: 'Hi',
    });
  });

  it('are refused when they are cut or nested without end', () => {
    expect(() => decodeCoreMessage(bytes('1205'))).toThrow();
    let nested = encodeValue('x');
    for (let i = 0; i < 200; i += 1)
      nested = Buffer.concat([bytes('32'), lengthOf(wrapped(nested)), wrapped(nested)]);
    expect(() => decodeValue(nested)).toThrow(/too deeply/);
  });
});

function wrapped(value: Uint8Array): Uint8Array {
  return Buffer.concat([bytes('0a'), lengthOf(value), value]);
}

/** A varint. */
function lengthOf({ length }: Uint8Array): Uint8Array {
  const out: number[] = [];
  let rest = length;
  for (; rest > 127; rest >>>= 7) out.push((rest & 127) | 128);
  return Uint8Array.of(...out, rest);
}
