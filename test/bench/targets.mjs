/** What the bench asks of each server, and how a complete answer is told. */
import { KEY } from './servers.mjs';

/** Bedrock's own wire, to the upstream itself or through the passthrough. */
export function bedrockTarget(name, { port, pid }) {
  const body = (messages) =>
    Buffer.from(JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 1024, messages }));
  return {
    name,
    port,
    pid,
    path: '/model/us.anthropic.claude-sonnet-4-6/invoke-with-response-stream',
    headers: { 'content-type': 'application/json' },
    body: body([{ role: 'user', content: 'hi' }]),
    agentBody: body(anthropicHistory()),
    // "type":"message_stop" in base64, at the three possible alignments.
    isComplete: (bytes) =>
      bytes.includes('invocation') ||
      /bWVzc2FnZV9zdG9w|1lc3NhZ2Vfc3Rvc|tZXNzYWdlX3N0b3/.test(bytes.toString('latin1')),
  };
}

export function openaiTarget({ port, pid }) {
  const body = (messages) =>
    Buffer.from(JSON.stringify({ model: 'bench/anthropic.claude-sonnet-4-6', stream: true, messages }));
  return {
    name: 'krouter openai',
    port,
    pid,
    path: '/v1/chat/completions',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
    body: body([{ role: 'user', content: 'hi' }]),
    agentBody: body(openaiHistory()),
    isComplete: (bytes, deltas) => bytes.includes('"finish_reason":"stop"') && countWords(bytes) === deltas,
  };
}

export function anthropicTarget({ port, pid }) {
  const body = (messages) =>
    Buffer.from(
      JSON.stringify({
        model: 'bench/anthropic.claude-sonnet-4-6',
        max_tokens: 1024,
        stream: true,
        messages,
      }),
    );
  return {
    name: 'krouter anthropic',
    port,
    pid,
    path: '/v1/messages',
    headers: { 'content-type': 'application/json', 'x-api-key': KEY, 'anthropic-version': '2023-06-01' },
    body: body([{ role: 'user', content: 'hi' }]),
    agentBody: body(anthropicHistory()),
    isComplete: (bytes, deltas) => bytes.includes('"message_stop"') && countWords(bytes) === deltas,
  };
}

/** The numbered words, in order and without a gap; -1 when one is missing or out of place. */
export function countWords(bytes, words = / word(\d+)"/g) {
  let expected = 0;
  for (const [, number] of bytes.toString('latin1').matchAll(words)) {
    if (Number(number) !== expected) return -1;
    expected += 1;
  }
  return expected;
}

/** About 200 KB of an agent's conversation: 40 tool calls and their results. */
function turns() {
  const line =
    'src/server/handlers/session.ts:118:  const session = await store.load(request.headers["x-session"] ?? "");\n';
  return Array.from({ length: 40 }, (_, i) => ({
    id: `toolu_${i}`,
    path: `src/file${i}.ts`,
    result: `${i}: ${line.repeat(45)}`,
  }));
}

function anthropicHistory() {
  return [
    { role: 'user', content: 'Find the bug.' },
    ...turns().flatMap(({ id, path, result }) => [
      {
        role: 'assistant',
        content: [
          { type: 'text', text: `Reading ${path}.` },
          { type: 'tool_use', id, name: 'read_file', input: { path } },
        ],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: result }] },
    ]),
  ];
}

function openaiHistory() {
  return [
    { role: 'user', content: 'Find the bug.' },
    ...turns().flatMap(({ id, path, result }) => [
      {
        role: 'assistant',
        content: `Reading ${path}.`,
        tool_calls: [
          { id, type: 'function', function: { name: 'read_file', arguments: JSON.stringify({ path }) } },
        ],
      },
      { role: 'tool', tool_call_id: id, content: result },
    ]),
  ];
}
