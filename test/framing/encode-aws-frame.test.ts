import { readFileSync } from 'node:fs';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAwsEventStreamDecoder } from '../../main/framing/aws-event-stream.ts';
import {
  awsEventHeaders,
  awsExceptionHeaders,
  encodeAwsFrame,
  encodeAwsHeaders,
} from '../../main/framing/encode-aws-frame.ts';

interface Vector {
  readonly name: string;
  readonly hex: string;
  readonly decoded: {
    readonly headers: readonly { readonly name: string; readonly type: string; readonly value: string }[];
    readonly payload_utf8: string;
  };
}

const vectors: { positive: Vector[] } = JSON.parse(
  readFileSync('test/fixtures/aws/eventstream-vectors.json', 'utf8'),
);
const texts = vectors.positive.filter(({ decoded }) =>
  decoded.headers.every(({ type }) => type === 'string'),
);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const reader = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  (text) => Buffer.from(text, 'utf8'),
);

describe('the AWS frame encoder', () => {
  it.each(texts)('writes $name byte for byte', ({ hex: expected, decoded }) => {
    const headers = Object.fromEntries(decoded.headers.map(({ name, value }) => [name, value]));
    expect(hex(encodeAwsFrame(encodeAwsHeaders(headers), decoded.payload_utf8))).toBe(expected);
  });

  it('is proven on more than one published vector', () => {
    expect(texts.length).toBeGreaterThan(1);
  });

  it('writes an event frame of the service byte for byte', () => {
    expect(hex(encodeAwsFrame(awsEventHeaders('assistantResponseEvent'), '{"content":"Hi"}'))).toBe(
      '0000007c0000005c3bddcf780d3a6d6573736167652d747970650700056576656e740b3a6576656e742d74797065070016617373697374616e74526573706f6e73654576656e740d3a636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b22636f6e74656e74223a224869227d09f66f51',
    );
  });

  it('writes an exception frame of the service byte for byte', () => {
    expect(hex(encodeAwsFrame(awsExceptionHeaders('ThrottlingException'), '{"message":"slow"}'))).toBe(
      '0000008300000061a9d144e50d3a6d6573736167652d74797065070009657863657074696f6e0f3a657863657074696f6e2d747970650700135468726f74746c696e67457863657074696f6e0d3a636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b226d657373616765223a22736c6f77227d23ea9a06',
    );
  });

  it('writes what the reader of the AWS SDK and our own decoder read back, bytes or text alike', () => {
    const header = fc.string({ minLength: 1, maxLength: 40 }).filter((name) => name !== '__proto__');
    const block = fc.dictionary(header, fc.string({ unit: 'grapheme', maxLength: 60 }), { maxKeys: 6 });
    fc.assert(
      fc.property(block, fc.string({ unit: 'grapheme', maxLength: 2000 }), (headers, payload) => {
        const frame = encodeAwsFrame(encodeAwsHeaders(headers), payload);
        expect(hex(encodeAwsFrame(encodeAwsHeaders(headers), Buffer.from(payload)))).toBe(hex(frame));
        const expected = Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, { type: 'string', value }]),
        );
        const read = reader.decode(frame);
        expect({ ...read.headers }).toEqual(expected);
        expect(Buffer.from(read.body).toString()).toBe(payload);
        const [own] = createAwsEventStreamDecoder().push(frame);
        expect({ ...own?.headers }).toEqual(expected);
      }),
    );
  });
});
