import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeTextOf } from '../../../main/dialects/openai-responses/call-shape.ts';
import { FreeTextReader } from '../../../main/dialects/openai-responses/free-text-reader.ts';

function read(pieces: readonly string[]): { text: string; reader: FreeTextReader } {
  const reader = new FreeTextReader();
  const text = pieces.map((piece) => reader.push(piece)).join('') + reader.end();
  return { text, reader };
}

function cut(text: string, places: readonly number[]): string[] {
  const sorted = places.map((place) => place % (text.length + 1)).sort((a, b) => a - b);
  return [0, ...sorted].map((place, i) => text.slice(place, sorted[i] ?? text.length));
}

const anyText = fc.string({ unit: 'binary' });
const places = fc.array(fc.nat(), { maxLength: 12 });
const quoted = fc
  .tuple(anyText, fc.boolean())
  .map(([text, escaped]) =>
    escaped
      ? `"${[...text].map((char) => (char.length === 1 ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : char)).join('')}"`
      : JSON.stringify(text),
  );

describe('reading the free text of a call', () => {
  it('gives the same text however the arguments are cut', () => {
    fc.assert(
      fc.property(quoted, fc.constantFrom('', ' ', '\n '), places, (text, space, where) => {
        const json = `${space}{${space}"input"${space}:${space}${text}${space}}`;
        const { text: streamed, reader } = read(cut(json, where));
        expect(streamed).toBe(freeTextOf(json));
        expect(reader.text).toBe(streamed);
        expect(reader.isComplete).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('never fails, and reads anything else at its end as it is', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.json()), places, (json, where) => {
        fc.pre(!/^\s*\{\s*"input"\s*:\s*"/.test(json));
        expect(read(cut(json, where)).text).toBe(freeTextOf(json));
      }),
    );
  });

  it('finds the text behind other members, at the end', () => {
    expect(read(['{"why":1,', '"input":"x"}']).text).toBe('x');
  });

  it('keeps what there is of a text that breaks off', () => {
    const { text, reader } = read(['{"input":"line one\\nline tw', 'o\\']);
    expect(text).toBe('line one\nline two');
    expect(reader.isComplete).toBe(false);
  });

  it('takes linear time', () => {
    const reader = new FreeTextReader();
    reader.push('{"input":"');
    const began = performance.now();
    for (let i = 0; i < 50_000; i += 1) reader.push('a line of a patch\\n');
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(reader.text).toHaveLength(50_000 * 18);
  });
});
