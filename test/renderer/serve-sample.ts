import { createServer, type Server } from 'node:http';
import express from 'express';
import { createDashboard } from '../../main/http/dashboard/dashboard.ts';
import { createStreamLog } from '../../main/platform/stream-log.ts';
import { systemClock } from '../../main/platform/system-clock.ts';
import { createDispatcher, type Dispatcher } from '../../main/services/dispatcher.ts';
import { createEventHub } from '../../main/services/events/event-hub.ts';
import { builtAssets } from './built-assets.ts';
import { sampleImplementations, sampleStatus } from './sample/sample-implementations.ts';
import { createSampleState, type SampleOptions, type SampleState } from './sample/sample-state.ts';

/** The built pages behind the real dispatcher and the real HTTP transport, over generated data. */
export interface SampleServer {
  readonly origin: string;
  readonly state: SampleState;
  readonly dispatcher: Dispatcher;
  /** A link that signs one page in, once. */
  link(): string;
  /** Ends the streams of live events, as a restart would. */
  dropStreams(): void;
  close(): Promise<void>;
}

export async function serveSample(options: SampleOptions = {}): Promise<SampleServer> {
  const assets = await builtAssets();
  const state = createSampleState(options);
  const events = createEventHub({
    greet: async () => ({ type: 'status-changed', status: sampleStatus(state) }),
    feed: () => {
      state.traffic.start();
      return state.traffic.stop;
    },
  });
  state.emit = events.emit;
  const log = createStreamLog({ write: (line) => process.stderr.write(line) }, 'error');
  const dispatcher = createDispatcher(sampleImplementations(state), log);
  const dashboard = createDashboard({
    dispatcher,
    events,
    clock: systemClock,
    log,
    assets: () => assets,
  });
  const app = express();
  app.use(dashboard.mount.path, (request, response) => dashboard.mount.handle(request, response));
  const server = createServer(app);
  const port = await listen(server);
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    state,
    dispatcher,
    link: () => `${origin}${dashboard.link(60_000)}`,
    dropStreams: () => dashboard.close(),
    close: () => {
      dashboard.close();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
