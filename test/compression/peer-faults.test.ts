import { describe, expect, it } from 'vitest';
import { expand } from '../../main/compression/expand.ts';
import { reduceText } from '../../main/compression/reduce-text.ts';
import { corpusCase } from './corpus.ts';

const LEVELS = ['lossless', 'compact'] as const;
const bash = (command: string) => ({ name: 'Bash', arguments: JSON.stringify({ command }) });

/** Results that other tool-output filters are known to have got wrong. */
describe.each(LEVELS)('what others got wrong, at level %s', (level) => {
  it.each([undefined, bash('./worker.sh'), bash('docker logs worker')])(
    'a log of clock times is no grep output: every warning and the fatal line stay (%#)',
    (hint) => {
      const { text } = corpusCase('hhmmss-log');
      const reduced = reduceText(text, { hint, level });
      expect(reduced.kind).toBe('log');
      expect(reduced.text).toContain('CRITICAL FATAL: could not open ledger: disk full');
      expect(reduced.text.split('WARNING retrying')).toHaveLength(text.split('WARNING retrying').length);
    },
  );

  it('git status with untracked files is not clean, and every one of them is named', () => {
    const { text, hint } = corpusCase('git-status-untracked');
    const reduced = reduceText(text, { hint, level });
    expect(reduced.text).toContain('Untracked files:');
    expect(reduced.text).not.toContain('nothing to commit');
    const rebuilt = expand(reduced.text, reduced.kind);
    for (let i = 1; i <= 24; i += 1) expect(rebuilt).toContain(`main/routing/draft-${i}.ts`);
  });

  it('a failing cargo test keeps the failure, the assertion, both sides and the verdict', () => {
    const { text, hint } = corpusCase('cargo-test-failing');
    const reduced = reduceText(text, { hint, level });
    const rebuilt = expand(reduced.text, reduced.kind);
    for (const fact of [
      'percentage_discount ... FAILED',
      '`left == right` failed',
      'left: 95',
      'right: 90',
    ]) {
      expect(rebuilt).toContain(fact);
    }
    expect(rebuilt).toContain('test result: FAILED. 30 passed; 2 failed');
  });

  it.each([bash('python3 job.py'), bash('npm run build'), undefined])(
    'a traceback after ERROR: keeps its root cause and every frame of ours (%#)',
    (hint) => {
      const { text } = corpusCase('python-error-traceback');
      const reduced = reduceText(text, { hint, level });
      const rebuilt = expand(reduced.text, reduced.kind);
      expect(rebuilt).toContain(
        "FileNotFoundError: [Errno 2] No such file or directory: '/home/dev/shop/config/eu-5.json'",
      );
      expect(rebuilt.split('orders/store.py", line 17, in settings')).toHaveLength(3);
    },
  );

  it.each([
    ['read-jsonc', 'Read', { file_path: '/app/wrangler.jsonc' }],
    ['read-jsonc', 'Bash', { command: 'cat wrangler.jsonc' }],
    ['read-jsonc', 'Bash', { command: 'sed -n "1,714p" wrangler.jsonc' }],
    ['read-jsonc', 'mcp__host__some_reader', { path: 'wrangler.jsonc' }],
    ['api-pretty', 'Read', { file_path: '/app/orders.json' }],
    ['api-pretty', 'Bash', { command: 'cat orders.json' }],
    ['api-pretty', 'Bash', { command: 'python3 -c "print(open(\'orders.json\').read())"' }],
    ['service-log', 'Bash', { command: 'tail -n 500 service.log' }],
    ['grep-functions', 'Bash', { command: 'cat matches.txt' }],
    ['vitest-color', 'Bash', { command: 'cat session.typescript' }],
    ['read-csv', 'Bash', { command: 'head -300 a.csv' }],
    ['find-files', 'read_file', { path: 'files.txt' }],
  ])('the file %s read by %s %j is untouched to the byte', (name, tool, input) => {
    const { text } = corpusCase(name);
    const hint = { name: tool, arguments: JSON.stringify(input) };
    expect(reduceText(text, { hint, level }).text).toBe(text);
  });

  it.each(['read-jsonc', 'read-csv', 'read-source', 'git-diff', 'api-pretty'])(
    '%s without a call that tells what it is stays untouched too',
    (name) => {
      const { text } = corpusCase(name);
      expect(reduceText(text, { level }).text).toBe(text);
    },
  );

  it('a long diff is never cut', () => {
    const text = corpusCase('git-diff').text.repeat(20);
    expect(reduceText(text, { hint: bash('git diff main'), level }).text).toBe(text);
  });

  it('ls keeps every name, node_modules and dist among them', () => {
    const { text } = corpusCase('ls-la');
    const extra = text.replace(/ vitest\n/, ' dist\n');
    const reduced = reduceText(extra, { hint: bash('ls -la'), level });
    for (const name of ['dist', 'typescript', '.bin', 'zod']) expect(reduced.text).toContain(` ${name}`);
  });
});
