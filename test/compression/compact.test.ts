import { describe, expect, it } from 'vitest';
import { elideLines } from '../../main/compression/elide-lines.ts';
import { expand } from '../../main/compression/expand.ts';
import { isProtected } from '../../main/compression/protected-line.ts';
import { reduceText } from '../../main/compression/reduce-text.ts';
import { CORPUS } from './corpus.ts';
import { showOnGrid } from './reference-terminal.ts';

describe('leaving out, at level compact', () => {
  it('never leaves out a line that carries an error, warning, assertion, hunk, exit status or count', () => {
    for (const { text, hint, kind } of CORPUS) {
      if (kind === 'json' || kind === 'ls') continue;
      const reduced = reduceText(text, { hint, level: 'compact' });
      const rebuilt = new Set(expand(reduced.text, reduced.kind).split('\n'));
      const lost = showOnGrid(text)
        .split('\n')
        .filter((line) => !rebuilt.has(line) && isProtected(line) && !reduced.text.includes(line.trim()));
      // A tree is rebuilt around the gap, so the sign before an entry may differ.
      if (kind !== 'tree') expect(lost).toEqual([]);
    }
  });

  it('says for every gap how many lines are gone, and all of them are accounted for', () => {
    for (const { text, hint, kind } of CORPUS) {
      if (['json', 'ls', 'tree'].includes(kind)) continue;
      const reduced = reduceText(text, { hint, level: 'compact' });
      if (reduced.text === text) continue;
      const shown = expand(reduced.text, reduced.kind).split('\n');
      const notes = shown.filter((line) => line.startsWith('[rtk: '));
      const gone = notes.reduce(
        (sum, note) => sum + Number(/^\[rtk: (\d+) lines? left out: .+\]$/.exec(note)?.[1]),
        0,
      );
      expect(shown.length - notes.length + gone).toBe(showOnGrid(text).split('\n').length);
    }
  });

  it('leaves out the middle of long JSON arrays and says how many items', () => {
    const items = Array.from({ length: 40 }, (_, id) => ({
      id,
      note: id === 21 ? 'payment failed' : 'ok',
      size: 'large',
    }));
    const text = JSON.stringify({ total: 40, items }, null, 2);
    const hint = { name: 'list_orders', arguments: '{}' };
    const { text: reduced } = reduceText(text, { hint, level: 'compact' });
    const parsed: unknown = JSON.parse(reduced);
    expect(parsed).toEqual({
      total: 40,
      items: [
        ...items.slice(0, 6),
        '[rtk: 15 items left out]',
        items[21],
        '[rtk: 17 items left out]',
        items[39],
      ],
    });
  });

  it('keeps all library frames but the first two of a stack out, never ours', () => {
    const frame = (i: number) => `    at next (/app/node_modules/express/lib/router.js:${i}:5)`;
    const lines = ['Oops happened', ...[1, 2, 3, 4, 5, 6].map(frame), '    at main (/app/src/index.js:3:1)'];
    expect(elideLines(lines, 'frames').texts).toEqual([
      'Oops happened',
      frame(1),
      frame(2),
      '[rtk: 4 lines left out: stack frames in libraries]',
      '    at main (/app/src/index.js:3:1)',
    ]);
  });
});

describe('a protected line', () => {
  it.each([
    ...[
      'TypeError: x is not a function',
      'npm WARN deprecated a@1',
      'AssertionError',
      'expected 1 to be 2',
      '@@ -1,3 +1,4 @@',
    ],
    ...[
      '-removed',
      '+added',
      'exit code 1',
      'Process exited',
      '12 passed',
      'Tests: 4',
      'total 64',
      '58 files changed',
    ],
    ...[
      'GET /a HTTP/1.1" 500 12',
      'status=404',
      'connect ECONNREFUSED',
      'Killed',
      'FATAL',
      'thread panicked',
      'caused by: x',
    ],
  ])('%s', (line) => {
    expect(isProtected(line)).toBe(true);
  });

  it.each([
    '10:00:01 INFO job 7 took 87 ms',
    'GET /health 200',
    '✓ adds 3 items 2ms',
    'v4.0.4',
    'listening on 4000',
  ])('is not: %s', (line) => {
    expect(isProtected(line)).toBe(false);
  });
});
