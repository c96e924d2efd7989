import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExactly } from '../../main/core/parse-exactly.ts';
import { stringifyJson } from '../../main/core/raw-json.ts';

describe('parsing exactly', () => {
  it('keeps integers that a double does not hold', () => {
    const text = '{"a":12345678901234567890,"b":[-9007199254740993,1],"c":{"d":1234567890123456}}';
    expect(stringifyJson(parseExactly(text))).toBe(text);
  });

  it('leaves digits inside strings alone', () => {
    const text = '{"12345678901234567890":"say \\"12345678901234567890\\" \\\\","n":12345678901234567890}';
    expect(stringifyJson(parseExactly(text))).toBe(text);
  });

  it('is JSON.parse for everything else', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(JSON.parse(stringifyJson(parseExactly(text)))).toEqual(JSON.parse(text));
      }),
    );
    expect(parseExactly('[1.5e3,1234567890123456.5]')).toEqual([1500, 1234567890123456.5]);
    expect(() => parseExactly('{"a":12345678901234567890')).toThrow(SyntaxError);
  });
});
