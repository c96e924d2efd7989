import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../main/core/app-error.ts';
import { createLineDecoder } from '../../main/framing/lines.ts';

const anyLine = fc.string({ unit: 'binary' }).filter((line) => !/[\r\n]/.test(line) && line.trim() !== '');

describe('lines', () => {
  it('come out as they went in, wherever the bytes are cut', () => {
    const input = fc.tuple(
      fc.array(anyLine),
      fc.constantFrom('\n', '\r\n', '\n\n'),
      fc.array(fc.nat(), { maxLength: 9 }),
    );
    fc.assert(
      fc.property(input, ([lines, end, cuts]) => {
        const bytes = Buffer.from(lines.join(end), 'utf8');
        const decoder = createLineDecoder();
        const seen: string[] = [];
        let from = 0;
        for (const to of [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort(
          (a, b) => a - b,
        )) {
          seen.push(...decoder.push(bytes.subarray(from, to)));
          from = to;
        }
        expect([...seen, ...decoder.end()]).toEqual(
          lines.map((line) => Buffer.from(line, 'utf8').toString('utf8')),
        );
      }),
    );
  });

  it('may not grow without end', () => {
    const decoder = createLineDecoder();
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    expect(() => {
      for (let count = 0; count < 30; count += 1) decoder.push(megabyte);
    }).toThrow(AppError);
  });
});
