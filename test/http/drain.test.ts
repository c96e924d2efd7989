import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../main/core/app-error.ts';
import { closing, opening, textDelta } from './anthropic-sse.ts';
import { ask, CALLERS, closeEdges, startEdge } from './edge-fixture.ts';
import { openSocket } from './raw-client.ts';
import { pause, type Script } from './scripted-engine.ts';

afterEach(closeEdges);

const finishesAfter = (ms: number): Script =>
  async function* () {
    yield opening() + textDelta('Hi');
    await pause(ms);
    yield closing();
  };

describe.each(CALLERS)('closing the server under a stream for $name', (caller) => {
  it('lets it finish within the drain time and takes no new connection', async () => {
    const server = await startEdge();
    server.engine.script = finishesAfter(200);
    const response = await ask(server, caller, { body: { stream: true } });
    const closed = server.edge.close({ drainMs: 5_000 });
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
    const text = await response.text();
    expect(text).toMatch(/\[DONE\]|event: message_stop/);
    const started = performance.now();
    await closed;
    expect(performance.now() - started).toBeLessThan(1_000);
    await pause(5);
    expect(server.engine.outcomes).toEqual([{ status: 'finished' }]);
  });

  it('ends it with an honest error when the drain time is over', async () => {
    const server = await startEdge();
    server.engine.script = finishesAfter(10_000);
    const response = await ask(server, caller, { body: { stream: true } });
    const started = performance.now();
    const [text] = await Promise.all([response.text(), server.edge.close({ drainMs: 100 })]);
    expect(performance.now() - started).toBeLessThan(1_500);
    expect(text).toContain('shutting down');
    expect(text).not.toMatch(/\[DONE\]|event: message_stop/);
    expect(server.engine.outcomes).toEqual([{ status: 'failed', error: expect.any(AppError) }]);
    expect(server.engine.cancelledAt).toHaveLength(1);
  });
});

describe('closing the server', () => {
  it('drops idle connections at once', async () => {
    const server = await startEdge();
    const socket = await openSocket(server.port);
    const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    const started = performance.now();
    await server.edge.close({ drainMs: 5_000 });
    await gone;
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('answers a request on a kept connection with 503', async () => {
    const server = await startEdge();
    server.engine.script = finishesAfter(300);
    const stream = await ask(server, CALLERS[0], { body: { stream: true } });
    const kept = await openSocket(server.port);
    kept.write(`GET /health HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\n`);
    await pause(20);
    const closed = server.edge.close({ drainMs: 5_000 });
    const answer = new Promise<string>((resolve) => kept.once('data', (data) => resolve(data.toString())));
    kept.write('\r\n');
    expect(await answer).toMatch(/^HTTP\/1\.1 503 [\s\S]*retry-after: 1\r\n/);
    await stream.text();
    await closed;
  });

  it('says which program to look for when the port is taken', async () => {
    const server = await startEdge();
    const second = startEdge({ port: server.port });
    await expect(second).rejects.toThrow(/cannot listen on 127\.0\.0\.1:\d+: another program has it/);
  });
});
