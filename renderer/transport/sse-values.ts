const FIELD = 'data:';

/**
 * The values of a stream of server-sent events whose data is one line of JSON each. Comments (keep-alives) and damaged
 * lines are skipped.
 */
export async function* sseValues(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const lines = (rest + decoder.decode(next.value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines.map(parse).filter((value) => value !== undefined);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function parse(line: string): unknown {
  if (!line.startsWith(FIELD)) return undefined;
  try {
    return JSON.parse(line.slice(FIELD.length));
  } catch {
    return undefined;
  }
}
