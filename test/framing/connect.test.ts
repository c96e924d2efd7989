import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../main/core/app-error.ts';
import {
  type ConnectFrame,
  createConnectDecoder,
  encodeConnectEnd,
  encodeConnectFrame,
} from '../../main/framing/connect.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const OK = '02000000027b7d';
const SLOW =
  '02000000387b226572726f72223a7b22636f6465223a227265736f757263655f657868617573746564222c226d657373616765223a22736c6f77227d7d';

function decode(...chunks: readonly Uint8Array[]): ConnectFrame[] {
  const decoder = createConnectDecoder();
  const frames = chunks.flatMap((chunk) => decoder.push(chunk));
  decoder.end();
  return frames.map(({ isEnd, payload }) => ({ isEnd, payload: new Uint8Array(payload) }));
}

/** An envelope written without the code under test. */
function frame(flags: number, payload: Uint8Array): Uint8Array {
  const length = payload.length;
  return Uint8Array.of(
    flags,
    length >>> 24,
    (length >> 16) & 255,
    (length >> 8) & 255,
    length & 255,
    ...payload,
  );
}

describe('Connect frames', () => {
  it('end a stream byte for byte as published', () => {
    expect(hex(encodeConnectEnd('{}'))).toBe(OK);
    expect(hex(encodeConnectEnd('{"error":{"code":"resource_exhausted","message":"slow"}}'))).toBe(SLOW);
    expect(decode(bytesOf(SLOW))).toEqual([{ isEnd: true, payload: bytesOf(SLOW.slice(10)) }]);
  });

  it('are the same wherever their bytes are cut, even one by one', () => {
    const payload = fc.uint8Array({ maxLength: 60 });
    fc.assert(
      fc.property(fc.array(payload, { maxLength: 5 }), fc.array(fc.nat(80)), (payloads, cuts) => {
        const whole = Buffer.concat([...payloads.map(encodeConnectFrame), encodeConnectEnd('{}')]);
        const expected = [
          ...payloads.map((one) => ({ isEnd: false, payload: one })),
          { isEnd: true, payload: bytesOf('7b7d') },
        ];
        const at = [...new Set(cuts)].sort((a, b) => a - b);
        const chunks = [0, ...at].map((from, i) => whole.subarray(from, at[i] ?? whole.length));
        expect(decode(...chunks)).toEqual(expected);
        expect(decode(...[...whole].map((byte) => Uint8Array.of(byte)))).toEqual(expected);
      }),
    );
  });

  it('are decompressed, also the last one', () => {
    const big = Buffer.alloc(100_000, 'a');
    const chunks = [frame(1, gzipSync(big)), frame(3, gzipSync('{}'))];
    expect(decode(Buffer.concat(chunks)).map(({ isEnd, payload }) => [isEnd, payload.length])).toEqual([
      [false, 100_000],
      [true, 2],
    ]);
  });

  it.each([
    ['unknown flags', frame(4, new Uint8Array(1))],
    ['more than 24 MiB', Uint8Array.of(0, 1, 0x80, 0, 1)],
    ['what only claims to be compressed', frame(1, new Uint8Array(8))],
    ['more than 24 MiB once decompressed', frame(1, gzipSync(Buffer.alloc(25 * 1024 * 1024)))],
    ['anything after the end', Buffer.concat([bytesOf(OK), bytesOf('0000000000')])],
  ])('are refused with %s', (_, bytes) => {
    const decoder = createConnectDecoder();
    const read = () => {
      decoder.push(bytes);
      decoder.end();
    };
    expect(read).toThrow(AppError);
    expect(decoder.failure?.code).toBe('upstream_error');
    expect(() => decoder.push(new Uint8Array(1))).toThrow(AppError);
  });

  it('are broken when they end in the middle of one', () => {
    for (let length = 1; length < 7; length += 1) {
      expect(() => decode(bytesOf(OK).subarray(0, length))).toThrow(/bytes into a frame/);
    }
  });

  it('say whether the end of the response has come', () => {
    const decoder = createConnectDecoder();
    decoder.push(frame(0, new Uint8Array(3)));
    expect(decoder.hasEnded).toBe(false);
    decoder.push(bytesOf(OK));
    expect(decoder.hasEnded).toBe(true);
  });
});
