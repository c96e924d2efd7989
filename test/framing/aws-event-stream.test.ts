import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../main/core/app-error.ts';
import { type AwsFrame, createAwsEventStreamDecoder } from '../../main/framing/aws-event-stream.ts';
import { headerText } from '../../main/framing/aws-frame-headers.ts';
import { crc32, crc32ByTable } from '../../main/framing/crc32.ts';
import { concatBytes, encodeChunkFrame, encodeFrame } from './aws-frames.ts';

interface Vector {
  readonly name: string;
  readonly hex?: string;
  readonly must_fail_with?: string;
  readonly decoded?: { readonly headers: readonly VectorHeader[]; readonly payload_utf8: string };
}
interface VectorHeader {
  readonly name: string;
  readonly type: string;
  readonly value: unknown;
}

const vectors: { positive: Vector[]; negative: Vector[] } = JSON.parse(
  readFileSync('test/fixtures/aws/eventstream-vectors.json', 'utf8'),
);
const fromHex = (hex = '') => new Uint8Array(Buffer.from(hex, 'hex'));

describe('the AWS event stream decoder on the published vectors', () => {
  it.each(vectors.positive)('decodes $name', (vector) => {
    const decoder = createAwsEventStreamDecoder();
    const frames = decoder.push(fromHex(vector.hex));
    decoder.end();
    expect(frames).toHaveLength(1);
    expect(Buffer.from(frames[0]?.payload ?? []).toString()).toBe(vector.decoded?.payload_utf8);
    expect(plainHeaders(frames[0])).toEqual(
      Object.fromEntries((vector.decoded?.headers ?? []).map((header) => [header.name, expected(header)])),
    );
  });

  it.each(vectors.negative.filter((vector) => vector.hex !== undefined))('refuses $name', (vector) => {
    const decoder = createAwsEventStreamDecoder();
    expect(() => decoder.push(fromHex(vector.hex))).toThrow(AppError);
    expect(() => decoder.end()).toThrow(AppError);
  });

  it('refuses a payload one byte over 24 MiB as soon as its prelude is there', () => {
    const prelude = fromHex('0180002100000000dd3f33b1');
    prelude.set(fromHex('01000011'), 0);
    prelude.set(uint32(crc32(prelude.subarray(0, 8))), 8);
    const memory = process.memoryUsage().arrayBuffers;
    expect(() => createAwsEventStreamDecoder().push(fromHex('0180002100000000dd3f33b1'))).toThrow(/24 MiB/);
    expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(1_000_000);
  });
});

describe('the AWS event stream decoder on streams cut anywhere', () => {
  const parts = [
    encodeChunkFrame({ type: 'ping' }),
    encodeFrame({ ':message-type': 'error', ':error-code': 'x' }, ''),
    encodeChunkFrame({ type: 'content_block_delta', text: 'häßlich 🦊' }, ''),
    encodeChunkFrame({ big: 'x'.repeat(5000) }),
  ];
  const stream = concatBytes(parts);
  const whole = decodeAll([stream]);

  it('gives the same frames for every single cut and for one byte at a time', () => {
    expect(whole).toHaveLength(4);
    for (let cut = 0; cut <= stream.length; cut += 1) {
      expect(decodeAll([stream.subarray(0, cut), stream.subarray(cut)])).toEqual(whole);
    }
    expect(decodeAll(Array.from(stream, (byte) => Uint8Array.of(byte)))).toEqual(whole);
  });

  it('gives the same frames for any list of cuts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 30 }), (cuts) => {
        const bounds = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
        const chunks = bounds.slice(1).map((end, index) => stream.slice(bounds[index], end));
        expect(decodeAll(chunks)).toEqual(whole);
      }),
    );
  });

  it('reports bytes left over at the end, wherever the stream is cut short', () => {
    const boundaries = new Set<number>();
    let at = 0;
    for (const part of parts) {
      at += part.length;
      boundaries.add(at);
    }
    for (let cut = 1; cut < stream.length; cut += 1) {
      const decoder = createAwsEventStreamDecoder();
      decoder.push(stream.subarray(0, cut));
      if (boundaries.has(cut)) decoder.end();
      else expect(() => decoder.end()).toThrow(/into a frame/);
    }
  });

  it('hands over the frames before the damage, whatever the cuts, and then fails', () => {
    const damaged = stream.slice();
    const at = (parts[0]?.length ?? 0) + (parts[1]?.length ?? 0) + 30;
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    for (const size of [1, 7, damaged.length]) {
      const decoder = createAwsEventStreamDecoder();
      const frames: AwsFrame[] = [];
      for (let from = 0; from < damaged.length && decoder.failure === undefined; from += size) {
        try {
          frames.push(...decoder.push(damaged.subarray(from, from + size)));
        } catch (error) {
          expect(error).toBe(decoder.failure);
        }
      }
      expect(frames).toHaveLength(2);
      expect(decoder.failure?.code).toBe('upstream_error');
      expect(decoder.failure?.retry).toBe('next');
      expect(() => decoder.push(stream)).toThrow(AppError);
    }
  });

  it('detects every single flipped bit', () => {
    const frame = parts[0] ?? new Uint8Array();
    for (let bit = 0; bit < frame.length * 8; bit += 1) {
      const flipped = frame.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => {
        const decoder = createAwsEventStreamDecoder();
        decoder.push(flipped);
        decoder.end();
      }).toThrow(AppError);
    }
  });
});

describe('the AWS event stream decoder on garbage', () => {
  it('ends in an AppError and never takes memory for a length that is only claimed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 4000 }), (bytes) => {
        const decoder = createAwsEventStreamDecoder();
        expect(() => decoder.push(bytes)).toThrow(AppError);
      }),
    );
  });

  it('grows with the bytes that came, not with a sealed but false length', () => {
    const prelude = new Uint8Array(12);
    prelude.set(uint32(24 * 1024 * 1024), 0);
    prelude.set(uint32(crc32(prelude.subarray(0, 8))), 8);
    const decoders = Array.from({ length: 40 }, () => createAwsEventStreamDecoder());
    const before = process.memoryUsage().arrayBuffers;
    for (const decoder of decoders) decoder.push(prelude);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
  });

  it('survives sealed frames whose headers are garbage', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 50 }), (headers, payload) => {
        const frame = seal(headers, payload);
        const decoder = createAwsEventStreamDecoder();
        try {
          expect(decoder.push(frame)).toHaveLength(1);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('does not let a header reach into the payload', () => {
    const headers = Uint8Array.from([1, 97, 7, 0, 5, 120]);
    expect(() => createAwsEventStreamDecoder().push(seal(headers, new Uint8Array(40)))).toThrow(AppError);
  });

  it('refuses a header called __proto__ rather than letting it hide', () => {
    const frame = encodeFrame({ a: 'b' }, '');
    const name = new TextEncoder().encode('__proto__');
    const headers = concatBytes([Uint8Array.of(name.length), name, Uint8Array.of(7, 0, 1, 120)]);
    expect(createAwsEventStreamDecoder().push(frame)).toHaveLength(1);
    expect(() => createAwsEventStreamDecoder().push(seal(headers, new Uint8Array()))).toThrow(AppError);
  });
});

describe('crc32', () => {
  it('is the same by table and by the runtime', () => {
    expect(crc32ByTable(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 100 }), (a, b) => {
        expect(crc32ByTable(b, crc32ByTable(a))).toBe(crc32(concatBytes([a, b])));
      }),
    );
  });
});

function decodeAll(chunks: readonly Uint8Array[]): unknown[] {
  const decoder = createAwsEventStreamDecoder();
  const frames = chunks.flatMap((chunk) =>
    decoder.push(chunk.slice()).map((frame) => ({
      headers: plainHeaders(frame),
      payload: Buffer.from(frame.payload).toString('hex'),
      type: headerText(frame.headers, ':message-type'),
    })),
  );
  decoder.end();
  return frames;
}

function expected(header: VectorHeader): unknown {
  if (header.type !== 'uuid') return header.value;
  return String(header.value).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function plainHeaders(frame: AwsFrame | undefined): unknown {
  return Object.fromEntries(
    Object.entries(frame?.headers ?? {}).map(([name, header]) => [name, plain(header.value)]),
  );
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'object' && value !== null) return Number(value.valueOf());
  return value;
}

function seal(headers: Uint8Array, payload: Uint8Array): Uint8Array {
  const total = headers.length + payload.length + 16;
  const prelude = concatBytes([uint32(total), uint32(headers.length)]);
  const body = concatBytes([prelude, uint32(crc32(prelude)), headers, payload]);
  return concatBytes([body, uint32(crc32(body))]);
}

function uint32(value: number): Uint8Array {
  const out = new Uint8Array(4);
  new DataView(out.buffer).setUint32(0, value);
  return out;
}
