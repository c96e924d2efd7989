import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasTerminalControls, renderTerminal } from '../../main/compression/render-terminal.ts';
import { showOnGrid } from './reference-terminal.ts';

const TOKENS = [
  ...[
    'abc',
    'x',
    ' ',
    'done',
    '42%',
    'é',
    '✓',
    '\r',
    '\r',
    '\n',
    '\n',
    '\r\n',
    '\b',
    '\x1b[K',
    '\x1b[2K',
    '\x1b[G',
  ],
  ...[
    '\x1b[1A',
    '\x1b[B',
    '\x1b[2C',
    '\x1b[D',
    '\x1b[4G',
    '\x1b[J',
    '\x1b[31m',
    '\x1b[0;1m',
    '\x1b[?25l',
    '\x07',
  ],
];

describe('rendering a terminal', () => {
  it('shows what a grid of cells shows, wherever it dares to show anything', () => {
    const screens = fc.array(fc.constantFrom(...TOKENS), { maxLength: 60 }).map((tokens) => tokens.join(''));
    let shown = 0;
    fc.assert(
      fc.property(screens, (text) => {
        const rendered = renderTerminal(text);
        if (rendered === undefined) return;
        shown += 1;
        expect(rendered).toBe(showOnGrid(text));
      }),
      { numRuns: 3000 },
    );
    expect(shown).toBeGreaterThan(500);
  });

  it('leaves text without controls as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        if (hasTerminalControls(text) || text.includes('\x07')) return;
        expect(renderTerminal(text)).toBe(text);
      }),
    );
  });

  it('keeps what was left standing of a progress line', () => {
    expect(renderTerminal('  1%\r 50%\r100%, done.\n')).toBe('100%, done.\n');
    expect(renderTerminal('longer text\rshort\n')).toBe('shortr text\n');
  });

  it('keeps Windows line endings', () => {
    expect(renderTerminal('\x1b[1ma\x1b[0m\r\nb\r\n')).toBe('a\r\nb\r\n');
    expect(hasTerminalControls('a\r\nb\r\n')).toBe(false);
  });

  it('drops titles and links but keeps their text', () => {
    expect(renderTerminal('\x1b]0;title\x07a \x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\ b')).toBe('a link b');
  });

  it.each([
    ['a full-screen program', '\x1b[?1049h\x1b[2J\x1b[H hello'],
    ['cursor addressing', 'a\x1b[5;10Hb'],
    ['an unfinished sequence', 'a\x1b[31'],
    ['an unfinished title', `a\x1b]0;${'t'.repeat(9000)}`],
    ['overwritten characters of uncertain width', '日本語\rab'],
    ['an overwritten tab', 'a\tb\rc'],
    ['rows above the first', 'a\x1b[3Ab'],
  ])('gives up on %s', (_, text) => {
    expect(renderTerminal(text)).toBeUndefined();
  });
});
