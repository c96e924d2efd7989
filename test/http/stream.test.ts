import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../main/core/app-error.ts';
import {
  closing,
  errorEvent,
  messageStop,
  opening,
  textDelta,
  toolCall,
  unknownEvent,
} from './anthropic-sse.ts';
import { ask, CALLERS, type Caller, closeEdges, field, type RunningEdge, startEdge } from './edge-fixture.ts';
import { openSocket } from './raw-client.ts';
import { pause, play, type Script } from './scripted-engine.ts';

afterEach(closeEdges);

const STREAM = { body: { stream: true } };

async function streamText(server: RunningEdge, caller: Caller, script: Script): Promise<string> {
  server.engine.script = script;
  const response = await ask(server, caller, STREAM);
  expect(response.status).toBe(200);
  return response.text();
}

/** The text deltas of a streamed answer, put together. */
function contentOf(stream: string): string {
  let text = '';
  for (const line of stream.split('\n')) {
    if (!line.startsWith('data: {')) continue;
    const data: unknown = JSON.parse(line.slice(6));
    const choices = field(data, 'choices');
    const delta = Array.isArray(choices) ? field(choices[0], 'delta') : field(data, 'delta');
    text += field(delta, 'content') ?? field(delta, 'text') ?? '';
  }
  return text;
}

/** The fragments of tool arguments, put together. */
function argumentsOf(stream: string): string {
  const fragments = stream.matchAll(/"(?:arguments|partial_json)":("(?:[^"\\]|\\.)*")/g);
  return [...fragments].map(([, text = '""']) => String(JSON.parse(text))).join('');
}

function isComplete(stream: string): boolean {
  return stream.includes('data: [DONE]') || stream.includes('event: message_stop');
}

function hasError(stream: string): boolean {
  return /^data: \{.*"error":\{/m.test(stream);
}

/** Event ids and times differ from run to run. */
function stable(stream: string): string {
  return stream.replace(/req_\w+|"created":\d+|msg_\w+|chatcmpl-\w+/g, 'x');
}

const ANSWER = opening() + textDelta('Hello, ') + textDelta('wörld 👩‍👩‍👧 漢') + closing();

describe.each(CALLERS)('a streamed answer for $name', (caller) => {
  it('arrives whole, with its headers, and is booked as finished', async () => {
    const server = await startEdge();
    server.engine.script = play(ANSWER);
    const response = await ask(server, caller, STREAM);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get(caller.requestIdHeader)).toMatch(/^req_[0-9A-Z]{26}$/);
    const text = await response.text();
    expect(contentOf(text)).toBe('Hello, wörld 👩‍👩‍👧 漢');
    expect(isComplete(text)).toBe(true);
    await pause(10);
    expect(server.engine.outcomes).toEqual([{ status: 'finished' }]);
    expect(server.engine.cancelledAt).toEqual([]);
  });

  it('is the same however the upstream bytes are cut', async () => {
    const server = await startEdge();
    const bytes = Buffer.from(ANSWER);
    const whole = stable(await streamText(server, caller, play(bytes)));
    const single = await streamText(server, caller, play(...[...bytes].map((byte) => Uint8Array.of(byte))));
    expect(stable(single)).toBe(whole);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 8 }), async (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const pieces = edges.slice(1).map((end, i) => bytes.subarray(edges[i], end));
        expect(stable(await streamText(server, caller, play(...pieces)))).toBe(whole);
      }),
      { numRuns: 25 },
    );
  });

  it('meters every event once', async () => {
    const server = await startEdge();
    await streamText(server, caller, play(opening(), textDelta('a') + textDelta('b'), closing()));
    expect(server.engine.seen.map((event) => event.type)).toEqual([
      'start',
      'block-start',
      'text-delta',
      'text-delta',
      'block-stop',
      'usage-update',
      'finish',
    ]);
  });

  const broken: [string, Script][] = [
    [
      'is reset',
      async function* () {
        yield opening() + textDelta('par');
        throw new AppError({ code: 'upstream_error', message: 'The region closed the connection.' });
      },
    ],
    [
      'falls silent',
      async function* () {
        yield opening() + textDelta('par');
        throw new AppError({ code: 'timeout', message: 'The region sent nothing for 120 s.' });
      },
    ],
    ['sends an exception', play(opening(), textDelta('par'), errorEvent('overloaded_error', 'Overloaded'))],
    ['ends without message_stop', play(opening(), textDelta('par'))],
    ['ends inside an event', play(opening() + textDelta('par'), 'event: content_block_del')],
    ['sends an event that is not JSON', play(opening() + textDelta('par'), 'data: {"type":\n\n')],
    ['cuts tool arguments', play(opening() + textDelta('par'), toolCall(['{"city":', '"Os']))],
  ];
  it.each(broken)('ends in an error event when upstream %s', async (_name, script) => {
    const server = await startEdge();
    const text = await streamText(server, caller, script);
    expect(contentOf(text)).toBe('par');
    expect(isComplete(text)).toBe(false);
    expect(hasError(text)).toBe(true);
    await pause(5);
    expect(server.engine.outcomes).toEqual([{ status: 'failed', error: expect.any(AppError) }]);
    expect(server.engine.seen.filter((event) => event.type === 'error')).toHaveLength(1);
  });

  it('never completes cut tool arguments with an invented brace', async () => {
    const server = await startEdge();
    const text = await streamText(server, caller, play(opening(), toolCall(['{"city":', '"Os'])));
    expect(argumentsOf(text)).toBe('{"city":"Os');
  });

  it('passes over unknown events and whatever comes after the end', async () => {
    const server = await startEdge();
    const late = messageStop() + textDelta('late');
    const text = await streamText(
      server,
      caller,
      play(opening() + unknownEvent(), textDelta('Hi'), closing() + late, late),
    );
    expect(contentOf(text)).toBe('Hi');
    expect(isComplete(text)).toBe(true);
    expect(hasError(text)).toBe(false);
    expect(text.match(/event: message_stop|\[DONE\]/g)).toHaveLength(1);
  });

  it('does not wait for upstream to close before it ends', async () => {
    const server = await startEdge();
    const started = performance.now();
    await streamText(server, caller, async function* () {
      yield ANSWER;
      await pause(5_000);
    });
    expect(performance.now() - started).toBeLessThan(900);
    await pause(1_100);
    expect(server.engine.outcomes).toEqual([{ status: 'finished' }]);
  });

  it('keeps its own status when it fails before the first content', async () => {
    const server = await startEdge();
    server.engine.script = play(errorEvent('overloaded_error', 'Overloaded'));
    const response = await ask(server, caller, STREAM);
    expect([503, 529]).toContain(response.status);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(server.engine.outcomes).toEqual([{ status: 'failed', error: expect.any(AppError) }]);
  });

  it('opens with keep-alive comments when upstream takes long, then tells even a failure to open', async () => {
    const server = await startEdge({ limits: { heartbeatMs: 40 } });
    const slow = await streamText(server, caller, async function* () {
      await pause(130);
      yield opening() + textDelta('Hi');
      await pause(130);
      yield closing();
    });
    const comments = slow.match(/^: keep-alive$|^event: ping$/gm) ?? [];
    expect(comments.length).toBeGreaterThanOrEqual(4);
    expect(contentOf(slow)).toBe('Hi');
    expect(isComplete(slow)).toBe(true);
    const failed = await streamText(server, caller, async function* () {
      await pause(100);
      yield errorEvent('overloaded_error', 'Overloaded at last');
    });
    expect(failed).toContain('Overloaded at last');
    expect(isComplete(failed)).toBe(false);
  });

  const moments: [string, (ready: () => void) => Script][] = [
    [
      'while waiting for the first byte',
      (ready) =>
        async function* () {
          ready();
          await pause(5_000);
          yield '';
        },
    ],
    [
      'in the middle',
      (ready) =>
        async function* () {
          yield opening() + textDelta('Hi');
          ready();
          await pause(5_000);
          yield '';
        },
    ],
    [
      'while the stream is stuck behind a full socket',
      (ready) =>
        async function* () {
          yield opening();
          setTimeout(ready, 200);
          const block = textDelta('x'.repeat(64 * 1024));
          for (;;) yield block;
        },
    ],
  ];
  it.each(moments)('cancels upstream within 100 ms when the client hangs up %s', async (_name, script) => {
    const server = await startEdge();
    const controller = new AbortController();
    const ready = new Promise<void>((resolve) => {
      server.engine.script = script(resolve);
    });
    const response = ask(server, caller, { ...STREAM, signal: controller.signal }).catch(() => undefined);
    await ready;
    await pause(20);
    const hungUpAt = performance.now();
    controller.abort();
    await response;
    await pause(120);
    expect(server.engine.cancelledAt).toHaveLength(1);
    expect((server.engine.cancelledAt[0] ?? 0) - hungUpAt).toBeLessThan(100);
    const opened = server.engine.seen.length > 0;
    expect(server.engine.outcomes).toEqual(opened ? [{ status: 'cancelled' }] : []);
  });

  it('holds little for a reader that stalls, and disconnects it', async () => {
    const server = await startEdge({ limits: { stallMs: 300 } });
    let produced = 0;
    server.engine.script = async function* () {
      yield opening();
      const block = textDelta('x'.repeat(16 * 1024));
      for (;;) {
        produced += block.length;
        yield block;
      }
    };
    const socket = await openSocket(server.port);
    const body = JSON.stringify({ ...caller.body, stream: true });
    const lines = Object.entries({ ...caller.headers, 'content-length': body.length });
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    socket
      .pause()
      .write(`POST ${caller.path} HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\n${head}\r\n${body}`);
    await pause(150);
    const before = produced;
    await pause(100);
    expect(produced - before).toBeLessThan(1024 * 1024);
    await pause(400);
    expect(server.engine.outcomes).toEqual([{ status: 'cancelled' }]);
    socket.destroy();
  });

  it('reaches a slow reader whole', async () => {
    const server = await startEdge();
    const words = Array.from({ length: 200 }, (_, i) => `word${i} `);
    server.engine.script = play(opening(), ...words.map(textDelta), closing());
    const response = await ask(server, caller, STREAM);
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      await pause(1);
    }
    expect(contentOf(text)).toBe(words.join(''));
    expect(isComplete(text)).toBe(true);
  });

  it('is ended when it takes longer than any answer may', async () => {
    const server = await startEdge({ limits: { totalMs: 150 } });
    const text = await streamText(server, caller, async function* () {
      yield opening() + textDelta('Hi');
      await pause(5_000);
      yield closing();
    });
    expect(hasError(text)).toBe(true);
    expect(text).toContain('took longer than');
  });
});

describe.each(CALLERS)('an answer in one piece for $name', (caller) => {
  it('is folded from the stream and has a length', async () => {
    const server = await startEdge();
    const response = await ask(server, caller);
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(Number(response.headers.get('content-length'))).toBe(Buffer.byteLength(text));
    expect(text).toContain('Hello');
    await pause(5);
    expect(server.engine.outcomes).toEqual([{ status: 'finished' }]);
  });

  it('is an error, never half an answer, when upstream breaks off', async () => {
    const server = await startEdge();
    server.engine.script = play(opening(), textDelta('par'));
    const response = await ask(server, caller);
    expect(response.status).toBe(502);
    expect(await response.text()).not.toContain('"par"');
    expect(server.engine.outcomes).toEqual([{ status: 'failed', error: expect.any(AppError) }]);
  });

  it('is cancelled upstream when the client hangs up', async () => {
    const server = await startEdge();
    server.engine.script = async function* () {
      yield opening() + textDelta('Hi');
      await pause(5_000);
      yield closing();
    };
    const controller = new AbortController();
    const response = ask(server, caller, { signal: controller.signal }).catch(() => undefined);
    await pause(60);
    controller.abort();
    await response;
    await pause(60);
    expect(server.engine.outcomes).toEqual([{ status: 'cancelled' }]);
  });
});
