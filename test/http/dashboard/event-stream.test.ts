import { createServer, get as httpGet, type IncomingMessage, type Server } from 'node:http';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createEventStreams } from '../../../main/http/dashboard/event-stream.ts';
import { createEventHub } from '../../../main/services/events/event-hub.ts';
import { listen } from '../../listen.ts';
import { createManualClock } from '../../metering/manual-clock.ts';
import { createFetchTransport, openSession } from '../../services/fetch-transport.ts';
import { closeServices, startServices, until } from '../../services/start-services.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});
afterAll(closeServices);

/** The streams alone, on a clock that stands still until told. */
async function openStreams() {
  const clock = createManualClock();
  let feeds = 0;
  const hub = createEventHub({
    greet: async () => ({ type: 'providers-changed' }),
    feed() {
      feeds += 1;
      return () => {
        feeds -= 1;
      };
    },
  });
  const streams = createEventStreams(hub, clock);
  const server = createServer((_request, response) => streams.open(response));
  servers.push(server);
  const port = await listen(server);
  const connect = () =>
    new Promise<IncomingMessage>((resolve, reject) => {
      httpGet({ host: '127.0.0.1', port }, resolve).on('error', reject);
    });
  return { clock, hub, streams, connect, feeds: () => feeds };
}

function textOf(response: IncomingMessage): () => string {
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
}

describe('the stream of live events', () => {
  it('greets, tells what happens, and keeps a silent connection alive', async () => {
    const { clock, hub, connect } = await openStreams();
    const response = await connect();
    const text = textOf(response);
    await until(() => text().includes('providers-changed'));
    hub.emit({ type: 'combos-changed' });
    await until(() => text().includes('data: {"type":"combos-changed"}\n\n'));
    await clock.advance(15_000);
    await until(() => text().endsWith('\n\n:\n\n'));
  });

  it('feeds nothing while nobody listens', async () => {
    const { connect, feeds } = await openStreams();
    expect(feeds()).toBe(0);
    const one = await connect();
    const two = await connect();
    await until(() => feeds() === 1);
    one.destroy();
    two.destroy();
    await until(() => feeds() === 0);
  });

  it('drops events for a reader that stalls, holds little, says so when it goes on, and cuts it off in the end', async () => {
    const { clock, hub, connect, feeds } = await openStreams();
    const response = await connect();
    response.pause();
    const text = 'x'.repeat(64 * 1024);
    for (let i = 0; i < 2_000; i += 1) {
      hub.emit({ type: 'notice-raised', level: 'info', text });
      if (i % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const read = textOf(response);
    response.resume();
    await until(() => read().includes('"type":"events-dropped"'), 10_000);
    expect(read().length).toBeLessThan(1_000 * 64 * 1024);

    response.pause();
    for (let i = 0; i < 500; i += 1) hub.emit({ type: 'notice-raised', level: 'info', text });
    // Time goes on in steps: while the system's own buffers fill, the reader counts as reading.
    await until(async () => {
      await clock.advance(20_000);
      return feeds() === 0;
    }, 10_000);
  });

  it('ends when kRouter stops, and does not hold it up', async () => {
    const services = await startServices();
    const token = await openSession(services.url, services.krouter.dashboardLink(60_000));
    const events: unknown[] = [];
    createFetchTransport(services.url, token).subscribe((event) => events.push(event));
    await until(() => events.length > 0);
    const began = performance.now();
    await services.krouter.edge.close({ drainMs: 10_000 });
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
