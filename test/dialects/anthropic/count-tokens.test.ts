import { describe, expect, it } from 'vitest';
import { decodeCountTokens, estimateTokens } from '../../../main/dialects/anthropic/count-tokens.ts';
import { decodeRequest } from '../../../main/dialects/anthropic/decode-request.ts';
import { imageSize } from '../../../main/dialects/anthropic/image-size.ts';
import { readFixture } from './fixtures.ts';

function countOf(content: unknown, more: object = {}): number {
  return estimateTokens(
    decodeCountTokens({ model: 'm', messages: [{ role: 'user', content }], ...more }, {}),
  );
}

function image(bytes: readonly number[]): string {
  return Buffer.from([...bytes, ...new Array<number>(40).fill(0)]).toString('base64');
}

const ascii = (text: string) => [...Buffer.from(text, 'latin1')];
const PNG = image([0x89, ...ascii('PNG\r\n\x1a\n'), 0, 0, 0, 13, ...ascii('IHDR'), 0, 0, 4, 0, 0, 0, 3, 0]);
const GIF = image([...ascii('GIF89a'), 0x00, 0x04, 0x00, 0x03]);
const JPEG = image([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 17, 8, 0x03, 0x00, 0x04, 0x00]);
const riff = [...ascii('RIFF'), 0, 0, 0, 0, ...ascii('WEBP')];
const WEBP = image([
  ...riff,
  ...ascii('VP8 '),
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0x9d,
  0x01,
  0x2a,
  0x00,
  0x04,
  0x00,
  0x03,
]);
const WEBP_LOSSLESS = image([...riff, ...ascii('VP8L'), 0, 0, 0, 0, 0x2f, 0xff, 0xc3, 0xbf, 0x00]);
const WEBP_EXTENDED = image([
  ...riff,
  ...ascii('VP8X'),
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0xff,
  0x03,
  0,
  0xff,
  0x02,
  0,
]);

describe('imageSize', () => {
  it.each([
    ['PNG', PNG],
    ['GIF', GIF],
    ['JPEG', JPEG],
    ['WebP', WEBP],
    ['lossless WebP', WEBP_LOSSLESS],
    ['extended WebP', WEBP_EXTENDED],
  ])('reads the header of a %s', (_kind, data) => {
    expect(imageSize(data)).toEqual({ width: 1024, height: 768 });
  });

  it('knows nothing of other bytes', () => {
    expect(imageSize(image(ascii('BM')))).toBeUndefined();
    expect(imageSize('')).toBeUndefined();
    expect(imageSize(image([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff]))).toBeUndefined();
  });
});

describe('estimateTokens', () => {
  const source = (data: string) => [
    { type: 'image', source: { type: 'base64', media_type: 'image/png', data } },
  ];

  it('counts text at 3.5 characters a token', () => {
    expect(countOf('x'.repeat(3500))).toBe(1004);
    expect(countOf('Hi', { system: 'x'.repeat(350) })).toBe(105);
  });

  it('counts an image by its pixels, fitted into 1568', () => {
    expect(countOf(source(PNG))).toBe(Math.ceil(4 + (1024 * 768) / 750));
    expect(countOf(source('AAAA'))).toBe(1604);
  });

  it('counts tools, calls, results, thinking and documents', () => {
    const body = readFixture('requests/parallel-tools.json');
    const all = estimateTokens(decodeRequest(body, {}));
    const bare = estimateTokens(decodeRequest({ ...body, tools: [] }, {}));
    expect(all - bare).toBeGreaterThan(346);
    expect(
      countOf([
        {
          type: 'document',
          source: {
            type: 'base64',
            media_type: 'application/pdf',
            data: Buffer.from('%PDF-1.4 /Type /Page /Type /Pages /Type/Page ').toString('base64'),
          },
        },
      ]),
    ).toBe(4004);
    expect(estimateTokens(decodeRequest(readFixture('requests/unknown-members.json'), {}))).toBeGreaterThan(
      400,
    );
    expect(estimateTokens(decodeRequest(readFixture('requests/thinking.json'), {}))).toBeGreaterThan(380);
  });
});
