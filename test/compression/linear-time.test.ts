import { describe, expect, it } from 'vitest';
import { reduceText } from '../../main/compression/reduce-text.ts';

/** Texts made to hurt: each is grown eightfold, and the time may grow little more than that. */
const BOMBS: Readonly<Record<string, (size: number) => string>> = {
  'one letter': (n) => 'a'.repeat(n),
  'blank lines': (n) => '\n'.repeat(n),
  'carriage returns': (n) => '\r'.repeat(n),
  'a long line overwritten letter by letter': (n) => `${'a'.repeat(n / 2)}${'\rX'.repeat(n / 4)}`,
  'backspaces after a long line': (n) => `\x1b[1m${'a'.repeat(n / 2)}${'\bX'.repeat(n / 4)}`,
  'erasing again and again': (n) => 'abc\x1b[K\x1b[1A'.repeat(n / 10),
  'cursor going up and down': (n) => `${'\n'.repeat(n / 2)}${'\x1b[1Ax\r'.repeat(n / 12)}`,
  'unfinished escapes': (n) => '\x1b['.repeat(n / 2),
  'unfinished titles': (n) => '\x1b]0;'.repeat(n / 4),
  'open brackets': (n) => '['.repeat(n),
  'quotes and backslashes': (n) => `["${'\\'.repeat(n)}`,
  'escaped quotes': (n) => `["${'\\"'.repeat(n / 2)}`,
  'nested arrays of numbers': (n) => `${'[1,'.repeat(100)}[${'1,'.repeat(n / 2)}1]${']'.repeat(100)}`,
  slashes: (n) => '/'.repeat(n),
  'lines of slashes': (n) => `${'/'.repeat(100)}\n`.repeat(n / 100),
  'ever deeper paths': (n) =>
    Array.from({ length: n / 60 }, (_, i) => `${'a/'.repeat(i % 30)}f${i}`).join('\n'),
  colons: (n) => `${':'.repeat(80)}\n`.repeat(n / 81),
  digits: (n) => `${'1'.repeat(80)}\n`.repeat(n / 81),
  'dashes and digits': (n) => `a.ts:1:x\n${'-1'.repeat(200)}\n`.repeat(n / 410),
  'almost a cycle': (n) => 'a\nb\nc\nd\ne\nf\ng\nh\na\nb\nc\nd\ne\nf\ng\ni\n'.repeat(n / 32),
  'one line over and over': (n) => '2025-11-22T10:00:01Z GET /health 200 ok\n'.repeat(n / 40),
  'all words of alarm, nearly': (n) => 'erro warnin fai expec assertt timeou '.repeat(n / 37),
  'tree trunks': (n) => `${'│   '.repeat(20)}├── a\n`.repeat(n / 86),
  'distinct indented blocks': (n) =>
    Array.from({ length: n / 40 }, (_, i) => `    at f${i} (a/b/c.js:1:1)\nx${i}`).join('\n'),
};

const COMMANDS = [
  'docker logs x',
  'grep -rn x',
  'tree',
  'ls -l',
  'npm test',
  'find .',
  'curl x',
  './unknown',
];
const SMALL = 32_768;
const LARGE = 8 * SMALL;

/** The least of three runs, in milliseconds of CPU time: a busy machine adds to it, never takes away. */
function cost(text: string): number {
  let least = Infinity;
  for (let run = 0; run < 3; run += 1) {
    const before = process.cpuUsage();
    for (const command of COMMANDS) {
      const hint = { name: 'Bash', arguments: JSON.stringify({ command }) };
      const { text: reduced } = reduceText(text, { hint, level: 'compact' });
      expect(reduced.length).toBeLessThanOrEqual(text.length);
    }
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

describe('hostile text', () => {
  it.each(Object.entries(BOMBS))('of %s takes time in proportion to its size', (_, make) => {
    const small = cost(make(SMALL));
    const large = cost(make(LARGE));
    // Quadratic time would be 64 times as much; 24 and 40 ms leave room for caches and garbage collection.
    expect(large).toBeLessThan(small * 24 + 40);
  });

  it('as a shell command is read in proportion to its size', () => {
    for (const piece of ['$(', '(', "'", '"\\', '|', '&&', 'a=b ', 'bash -c ', 'sudo ', 'then ']) {
      const hint = {
        name: 'Bash',
        arguments: JSON.stringify({ command: piece.repeat(Math.floor(19_000 / piece.length)) }),
      };
      const text = 'x y z\n'.repeat(200);
      expect(reduceText(text, { hint, level: 'lossless' }).text.length).toBeLessThanOrEqual(text.length);
    }
  });
});
