import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../main/core/app-error.ts';
import { createSseDecoder, type SseRecord } from '../../main/framing/sse.ts';

const encode = (text: string) => new TextEncoder().encode(text);

describe('the SSE decoder', () => {
  it('reads event and data, with and without the space after the colon', () => {
    expect(decode([encode('event: a\ndata: 1\n\nevent:b\ndata:2\n\n')])).toEqual([
      { event: 'a', data: '1' },
      { event: 'b', data: '2' },
    ]);
  });

  it('joins data lines, strips one space only, and names an unnamed event message', () => {
    expect(decode([encode('data: 1\ndata:  2\ndata\ndata:\n\n')])).toEqual([
      { event: 'message', data: '1\n 2\n\n' },
    ]);
  });

  it('passes over comments, id, retry, unknown fields and records without data', () => {
    expect(decode([encode(': hi\n\nid: 4\nretry: 3\nevent: gone\n\ndatum: no\ndata: yes\n\n')])).toEqual([
      { event: 'message', data: 'yes' },
    ]);
  });

  it('gives the last record at the end when the blank line is missing', () => {
    expect(decode([encode('data: [DONE]')])).toEqual([{ event: 'message', data: '[DONE]' }]);
    expect(decode([encode('data: [DONE]\n')])).toEqual([{ event: 'message', data: '[DONE]' }]);
    expect(decode([encode('data: x\n\n')])).toHaveLength(1);
  });

  it.each(['\n', '\r', '\r\n'])('reads the same with line ends %j, cut anywhere', (eol) => {
    const text = '\uFEFFevent: größe\ndata: 🦊é\ndata: b\n\n: c\ndata:z\n\ndata: last'.replaceAll('\n', eol);
    const bytes = encode(text);
    const expected: SseRecord[] = [
      { event: 'größe', data: '🦊é\nb' },
      { event: 'message', data: 'z' },
      { event: 'message', data: 'last' },
    ];
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(decode([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(expected);
    }
    expect(decode(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(expected);
  });

  it('does not depend on the cuts for any text', () => {
    const piece = fc.constantFrom('data', ':', ' ', '\n', '\r', '\r\n', 'event', 'é', 'x', '\uFEFF');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }),
        fc.array(fc.nat(200), { maxLength: 8 }),
        (pieces, cuts) => {
          const bytes = encode(pieces.join(''));
          const bounds = [
            0,
            ...cuts.filter((cut) => cut <= bytes.length).toSorted((a, b) => a - b),
            bytes.length,
          ];
          const chunks = bounds.slice(1).map((end, index) => bytes.subarray(bounds[index], end));
          expect(decode(chunks)).toEqual(decode([bytes]));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('takes linear time for a long line in small pieces', () => {
    const decoder = createSseDecoder();
    const started = performance.now();
    decoder.push(encode('data: '));
    for (let i = 0; i < 200_000; i += 1) decoder.push(encode('0123456789'));
    expect(decoder.push(encode('\n\n'))[0]?.data).toHaveLength(2_000_000);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('refuses a record without end', () => {
    const decoder = createSseDecoder();
    const megabyte = encode(`data: ${'x'.repeat(1_000_000)}\n`);
    expect(() => {
      for (let i = 0; i < 40; i += 1) decoder.push(megabyte);
    }).toThrow(AppError);
  });
});

function decode(chunks: readonly Uint8Array[]): SseRecord[] {
  const decoder = createSseDecoder();
  return [...chunks.flatMap((chunk) => decoder.push(chunk)), ...decoder.end()];
}
