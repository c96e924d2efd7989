import { describe, expect, it } from 'vitest';
import { recogniseShape } from '../../main/compression/recognise-shape.ts';
import { corpusCase } from './corpus.ts';

const shapeOf = (text: string) => recogniseShape(text, text.split('\n'));
const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

describe('recognising a result by its shape alone', () => {
  it.each([
    ['grep-functions', 'grep'],
    ['grep-context', 'grep'],
    ['find-files', 'paths'],
    ['ls-la', 'ls'],
    ['tree', 'tree'],
    ['tsc-errors', 'build'],
    ['service-log', 'log'],
    ['hhmmss-log', 'log'],
    ['waiting-log', 'log'],
    ['python-traceback', 'trace'],
    ['api-pretty', 'json'],
  ])('knows %s as %s', (name, kind) => {
    expect(shapeOf(corpusCase(name).text)).toBe(kind);
  });

  it.each([
    'read-source',
    'read-numbered',
    'read-jsonc',
    'read-csv',
    'git-diff',
    'git-log',
    'wc',
    'python-error-traceback',
  ])('does not claim %s', (name) => {
    expect(shapeOf(corpusCase(name).text)).toBeUndefined();
  });

  it('does not take clock times for file names', () => {
    expect(shapeOf(lines(50, (i) => `10:00:${String(i).padStart(2, '0')}: tick`))).not.toBe('grep');
    expect(shapeOf(lines(50, (i) => `12:${10 + i}:text`))).toBeUndefined();
  });

  it('gives up when more than one line in twenty does not fit', () => {
    const match = (i: number) => `src/a.ts:${i}:const a = ${i};`;
    expect(shapeOf(lines(100, match))).toBe('grep');
    expect(shapeOf(lines(100, (i) => (i % 25 === 3 ? 'some prose here' : match(i))))).toBe('grep');
    expect(shapeOf(lines(100, (i) => (i % 10 === 3 ? 'some prose here' : match(i))))).toBeUndefined();
  });

  it('does not judge by a handful of lines', () => {
    expect(shapeOf(lines(4, (i) => `src/a.ts:${i}:x`))).toBeUndefined();
  });

  it.each([
    ['YAML', lines(40, (i) => `key${i}: value`)],
    ['Python', lines(40, (i) => (i % 4 === 0 ? `def f${i}(a):` : `    return a[${i}]`))],
    ['JSON with comments', `{\n// c\n"a": 1\n}`],
    ['JSON with a trailing comma', '{"a": [1, 2,]}'],
    ['two JSON texts', '{"a":1}\n{"a":2}'],
    ['URLs', lines(40, (i) => `https://example.com/${i}`)],
    ['imports', lines(40, (i) => `import { a${i} } from './a${i}.ts';`)],
  ])('does not claim %s', (_, text) => {
    expect(shapeOf(text)).toBeUndefined();
  });
});
