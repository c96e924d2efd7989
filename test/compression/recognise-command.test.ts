import { describe, expect, it } from 'vitest';
import { recogniseCommand } from '../../main/compression/recognise-command.ts';
import { recogniseTool } from '../../main/compression/recognise-tool.ts';

describe('recognising a shell command', () => {
  it.each([
    ['git status', 'git'],
    ['cd /home/dev/app && git status', 'git'],
    ['git -C /home/dev/app --no-pager log --oneline -20', 'git'],
    ['git diff --stat HEAD~3', 'git'],
    ['grep -rn foo src', 'grep'],
    ['cat x | grep y', 'grep'],
    ['grep y x | head', 'grep'],
    ['grep -rn "a | b; c" src | sort | uniq -c | tail -5', 'grep'],
    ['find . -name "*.ts" | head -50', 'paths'],
    ['find . -name "*.ts" | xargs grep -n foo', 'grep'],
    ['ls', 'paths'],
    ['ls -la src', 'ls'],
    ['tree -L 2', 'tree'],
    ['FOO=1 BAR=2 npm test', 'test'],
    ['sudo -n docker logs web 2>&1 | tail -n 200', 'log'],
    ['timeout 60 npx vitest run', 'test'],
    ['npx --yes tsc --noEmit', 'build'],
    ['python -m pytest -q', 'test'],
    ['bash -lc "cd app && cargo test"', 'test'],
    ['npm run build && npm test', 'test'],
    ['npm --silent run build', 'build'],
    ['git status; ls -la', 'git'],
    ['docker compose logs -f web', 'log'],
    ['kubectl -n shop logs deploy/web', 'log'],
    ['curl -s https://api.example.com/orders | jq .items', 'json'],
    ['# list\ngit status', 'git'],
    ['echo start; git status; echo done', 'git'],
    ['git status > /dev/null; ls', 'paths'],
    ['grep -rn foo src 2>/dev/null', 'grep'],
    ["grep -rn 'it'\\''s' src", 'grep'],
  ])('%s -> %s', (script, kind) => {
    expect(recogniseCommand(script)).toBe(kind);
  });

  it.each([
    'cat package.json',
    'sed -n 1,200p src/index.ts',
    'head -50 data.csv',
    'tail -n 100 app.log',
    'less README.md',
    'cat a.ts b.ts | head -200',
    'git status && cat package.json',
    'grep -rn foo src; sed -n 5,10p src/a.ts',
    'for f in *.ts; do cat $f; done',
    'while read f; do cat "$f"; done < list',
    'if [ -f a.json ]; then cat a.json; fi',
    'find . -name "*.ts" | xargs cat',
    'cat data.json | jq .',
    'jq . package.json',
    'sudo cat /etc/hosts',
    'time cat a.ts',
    'bash -c "cat a.ts"',
    '{ cat a.ts; }',
    'awk "{print}" a.ts',
    'cat < a.ts',
    'git blame src/a.ts',
    'curl -s https://example.com/package.json',
    'nl -ba src/a.ts',
    'xxd a.bin',
  ])('%s reads a file', (script) => {
    expect(recogniseCommand(script)).toBe('file');
  });

  it.each([
    'git diff',
    'git show HEAD~1',
    'diff -u a b',
    'git log -p -3',
    'git log -L1,5:a.ts',
    'git stash; git diff | head -500',
  ])('%s is a diff', (script) => {
    expect(recogniseCommand(script)).toBe('diff');
  });

  it.each([
    'cat <<EOF\nhello\nEOF',
    'python3 - <<X',
    "echo 'unclosed",
    'diff <(ls a) <(ls b)',
    'git status && docker logs x',
    '',
  ])('%j is in doubt and left alone', (script) => {
    expect(recogniseCommand(script)).toBe('unknown');
  });

  it.each([
    './run.sh',
    'python3 job.py',
    'node server.mjs | head',
    'cargo run',
    'npm start',
    'git status && ./run.sh',
  ])('%s may print anything: its shape decides', (script) => {
    expect(recogniseCommand(script)).toBeUndefined();
  });
});

describe('recognising a tool call', () => {
  it.each([
    ['Bash', { command: 'git status' }, 'git'],
    ['local_shell', { action: { command: ['bash', '-lc', 'grep -rn "a b" src'] } }, 'grep'],
    ['shell', { command: ['cat', 'a b.ts'] }, 'file'],
    ['run_terminal_cmd', { command: 'ls -l', is_background: false }, 'ls'],
    ['mcp__host__execute_command', { command: 'find .' }, 'paths'],
    ['my_shell_runner', { cmd: 'git log' }, 'git'],
    ['Grep', { pattern: 'foo', path: 'src' }, 'grep'],
    ['Glob', { pattern: '**/*.ts' }, 'paths'],
    ['LS', { path: '/home' }, 'paths'],
    ['Read', { file_path: '/a.json' }, 'file'],
    ['read_file', { target_file: 'a' }, 'file'],
    ['view', { path: 'a' }, 'file'],
    ['str_replace_based_edit_tool', { command: 'view', path: '/a.py' }, 'file'],
    ['mcp__fs__read_text_file', { path: 'a' }, 'file'],
    ['mcp__docs__peek', { path: 'docs/a.md' }, 'file'],
    ['BashOutput', { bash_id: '7' }, 'text-shape'],
    ['Bash', { command: './run.sh' }, 'text-shape'],
    ['mcp__issues__list', { state: 'open' }, 'any-shape'],
  ])('%s %j -> %s', (name, input, kind) => {
    expect(recogniseTool({ name, arguments: JSON.stringify(input) })).toBe(kind);
  });

  it('reads free-text arguments of a shell as the script', () => {
    expect(recogniseTool({ name: 'shell', arguments: 'git status' })).toBe('git');
  });
});
