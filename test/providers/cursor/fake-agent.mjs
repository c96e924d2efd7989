#!/usr/bin/env node
// A command line as strict as Cursor's: it takes its prompt on stdin and prints one event a line.
import { readdirSync, writeFileSync } from 'node:fs';

const args = process.argv.slice(2);
const expected = ['-p', '--output-format', 'stream-json', '--mode', 'ask', '--model'];
const print = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);

let prompt = '';
for await (const chunk of process.stdin) prompt += chunk;
if (JSON.stringify(args.slice(0, -1)) !== JSON.stringify(expected)) {
  process.stderr.write(`unknown option in ${args.join(' ')}\n`);
  process.exit(2);
}
if (process.env.CURSOR_API_KEY === 'wrong') {
  process.stderr.write('Authentication required. Run cursor-agent login.\n');
  process.exit(1);
}
if (process.env.FAKE_PID_FILE) writeFileSync(process.env.FAKE_PID_FILE, String(process.pid));
const seen = { prompt, model: args.at(-1), key: process.env.CURSOR_API_KEY ?? '', files: readdirSync('.') };
print({ type: 'system', subtype: 'init', session_id: 's-1' });
print({ type: 'user', message: { role: 'user', content: [{ type: 'text', text: prompt }] } });
if (prompt.includes('hang')) setInterval(() => undefined, 1000);
else if (prompt.includes('die')) process.exit(3);
else if (prompt.includes('fail')) print({ type: 'result', is_error: true, result: 'Out of requests.' });
else {
  print({ type: 'tool_call', subtype: 'started', call_id: 'c' });
  print({ type: 'assistant', message: { role: 'assistant', content: [{ type: 'text', text: 'Häl' }] } });
  print({ type: 'assistant', message: { role: 'assistant', content: [{ type: 'text', text: 'lo. ' }] } });
  print({
    type: 'assistant',
    message: { role: 'assistant', content: [{ type: 'text', text: JSON.stringify(seen) }] },
  });
  print({ type: 'result', is_error: false, duration_ms: 5, result: 'all of it', session_id: 's-1' });
}
