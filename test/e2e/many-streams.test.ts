import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { dataLines, member } from './callers.ts';
import { closeEngines, KEY, PAIR, type RunningEngine, startEngine } from './start-engine.ts';

afterEach(closeEngines);

const STREAMS = 200;
const DELTAS = 500;
const EXPECTED = Array.from({ length: DELTAS }, (_, index) => index + 1).join(' ');

describe('two hundred streams at once', () => {
  it('lose and reorder none of their five hundred numbered deltas, in either dialect', async () => {
    const engine = await startEngine({ config: () => ({ logLevel: 'warn' }) });
    const answers = await Promise.all(
      Array.from({ length: STREAMS }, (_, index) => readCount(engine, index % 2 === 0)),
    );
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(answers.filter(({ deltas }) => deltas.length !== DELTAS)).toEqual([]);
    expect(answers.every(({ deltas }) => deltas.join('') === EXPECTED)).toBe(true);
    expect(answers.every(({ ended }) => ended)).toBe(true);
    const [total] = await engine.krouter.metering.ledger.totals({});
    expect(total).toMatchObject({ requests: STREAMS, ok: STREAMS, outputTokens: STREAMS * DELTAS });
    expect(engine.krouter.metering.live.size).toBe(0);
  });
});

interface Count {
  readonly status: number;
  readonly deltas: readonly string[];
  readonly ended: boolean;
}

/** Asks for numbers over a socket of its own, as SDKs without HTTP/2 do. */
function readCount(engine: RunningEngine, isOpenai: boolean): Promise<Count> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: engine.port,
        method: 'POST',
        path: isOpenai ? '/v1/chat/completions' : '/v1/messages',
        headers: { 'content-type': 'application/json', 'x-api-key': KEY },
        agent: false,
      },
      async (incoming) => {
        let raw = '';
        for await (const chunk of incoming.setEncoding('utf8')) raw += chunk;
        resolve({ status: incoming.statusCode ?? 0, ...countOf(raw) });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(
      JSON.stringify({
        model: PAIR,
        max_tokens: 2_000,
        stream: true,
        messages: [{ role: 'user', content: `count to ${DELTAS}` }],
      }),
    );
  });
}

function countOf(raw: string): Pick<Count, 'deltas' | 'ended'> {
  const deltas: string[] = [];
  let ended = false;
  for (const data of dataLines(raw)) {
    if (data === '[DONE]') {
      ended = true;
      continue;
    }
    const event: unknown = JSON.parse(data);
    const choices = member(event, 'choices');
    const delta = member(Array.isArray(choices) ? choices[0] : event, 'delta');
    const text = member(delta, 'content') ?? member(delta, 'text');
    if (typeof text === 'string' && text !== '') deltas.push(text);
    ended ||= member(event, 'type') === 'message_stop';
  }
  return { deltas, ended };
}
