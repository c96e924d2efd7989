import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elideLines } from '../../main/compression/elide-lines.ts';
import { expand } from '../../main/compression/expand.ts';
import { expandLines } from '../../main/compression/line-notation.ts';
import { expandListing, reduceListing } from '../../main/compression/listing-notation.ts';
import { numberLines } from '../../main/compression/numbered-lines.ts';
import { reduceLines } from '../../main/compression/reduce-lines.ts';
import { reduceText } from '../../main/compression/reduce-text.ts';
import { expandTree, reduceTree } from '../../main/compression/tree-notation.ts';
import { CORPUS } from './corpus.ts';
import { showOnGrid } from './reference-terminal.ts';

/** Lines that collide with our marks, repeat, share prefixes and carry stamps. */
const LINES = fc.constantFrom(
  ...[
    '',
    ' ',
    '@',
    '@x5',
    '@x3/2',
    '@ src/',
    '@|bare',
    '@t 10:00:01',
    '@[1',
    '@]',
    '@1',
    '\\',
    '\\@x',
    '[rtk: hello]',
  ],
  ...[
    '[rtk json: on one line here',
    'src/a/one.ts:12:const a = 1',
    'src/a/one.ts:14:const b = 2',
    'src/a/two.ts:9:x',
  ],
  ...[
    'src/a/one.ts-13-  between',
    '--',
    './a/b/c/d.txt',
    './a/b/c/e.txt',
    './a/f.txt',
    'a: b: c',
    'x > y > z',
    '::a',
  ],
  ...['2025-11-22T10:00:01.123Z GET /health 200 ok', '2025-11-22T10:00:02.123Z GET /health 200 ok'],
  ...[
    '2025-11-22T10:00:03.123Z GET /health 200 ok',
    'web-1  | 2025-11-22 10:00:01 up',
    'web, 1 | 10:00:01 long message',
  ],
  ...[
    '    at handle (/srv/app/node_modules/express/lib/router/layer.js:95:5)',
    '    at next (/srv/app/index.js:3:1)',
  ],
  ...[
    'Error: the same long message that comes again and again in a log',
    'tail\r',
    '\ttabbed line of some length here',
  ],
);
const TEXTS = fc.array(fc.oneof({ weight: 5, arbitrary: LINES }, fc.string({ maxLength: 30 })), {
  maxLength: 60,
});
const LINE_KINDS = ['grep', 'paths', 'git', 'log', 'trace', 'test', 'build', 'terminal'] as const;

describe.each(LINE_KINDS)('the line notation of kind %s', (kind) => {
  it('gives back any lines exactly', () => {
    fc.assert(
      fc.property(TEXTS, (parts) => {
        const text = parts.join('\n');
        expect(expandLines(reduceLines(numberLines(text.split('\n')), kind))).toBe(text);
      }),
      { numRuns: 1500 },
    );
  });

  it('keeps notes of what was left out apart from lines that look like them', () => {
    fc.assert(
      fc.property(TEXTS, (parts) => {
        const { texts, notes } = elideLines(parts.join('\n').split('\n'), 'similar-lines');
        expect(expandLines(reduceLines(numberLines(texts, notes), kind))).toBe(texts.join('\n'));
      }),
    );
  });
});

describe('reducing a text without loss', () => {
  const hints = CORPUS.map(({ hint }) => hint);

  it('can be undone for any text of any tool, and never grows', () => {
    const texts = fc
      .tuple(TEXTS, fc.integer({ min: 1, max: 6 }))
      .map(([parts, n]) => `${parts.join('\n')}\n`.repeat(n));
    fc.assert(
      fc.property(texts, fc.constantFrom(undefined, ...hints), (text, hint) => {
        const reduced = reduceText(text, { hint, level: 'lossless' });
        expect(reduced.text.length).toBeLessThanOrEqual(text.length);
        if (reduced.text !== text) expect(expand(reduced.text, reduced.kind)).toBe(showOnGrid(text));
        expect(reduceText(text, { hint, level: 'lossless' })).toEqual(reduced);
      }),
      { numRuns: 2000 },
    );
  });

  it('undoes JSON of any shape and indentation, exactly', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { minLength: 5 }),
        fc.constantFrom('  ', '    ', '\t', ' '),
        (value, unit) => {
          const text = `${JSON.stringify(value, null, unit)}\n`;
          const { text: reduced } = reduceText(text, {
            hint: { name: 'api', arguments: '{}' },
            level: 'lossless',
          });
          expect(expand(reduced, 'json')).toBe(text);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('leaves JSON alone whose layout could not be reproduced', () => {
    const odd = `{\n  "a": [1,  2],\n${'  "key": "value",\n'.repeat(60)}  "z": 1e400\n}`;
    expect(reduceText(odd, { hint: { name: 'api', arguments: '{}' }, level: 'lossless' }).text).toBe(odd);
  });

  it('keeps the digits of large numbers and double keys of JSON', () => {
    const text = `{\n${'  "id": 12345678901234567890.10,\n'.repeat(40)}  "e": 1E+2\n}`;
    const reduced = reduceText(text, { hint: { name: 'api', arguments: '{}' }, level: 'lossless' });
    expect(reduced.text.length).toBeLessThan(text.length);
    expect(expand(reduced.text, 'json')).toBe(text);
  });

  it('leaves text that already looks like our notation alone', () => {
    const text = `[rtk: "@ P": lines below start with P]\n${'same line again\n'.repeat(100)}`;
    const hint = { name: 'Bash', arguments: '{"command":"docker logs x"}' };
    expect(reduceText(text, { hint, level: 'compact' }).text).toBe(text);
  });
});

describe('the notations of trees and listings', () => {
  it('give back what they accept, for any edit of a real one', () => {
    const real = CORPUS.filter(({ kind }) => kind === 'tree' || kind === 'ls').map(({ text }) =>
      text.split('\n'),
    );
    const edit = fc.tuple(fc.constantFrom(...real), fc.nat(), fc.nat(30), LINES);
    fc.assert(
      fc.property(edit, ([lines, at, drop, line]) => {
        const start = at % lines.length;
        const text = [...lines.slice(0, start), line, ...lines.slice(start + drop)].join('\n');
        const tree = reduceTree(text);
        const listing = reduceListing(text);
        if (tree !== undefined) expect(expandTree(tree)).toBe(text);
        if (listing !== undefined) expect(expandListing(listing)).toBe(text);
      }),
      { numRuns: 400 },
    );
  });
});
