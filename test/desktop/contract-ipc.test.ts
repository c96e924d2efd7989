import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { it } from 'vitest';
import type { CallInput, CallName } from '../../contract/calls.ts';
import { type LiveEvent, liveEventSchema } from '../../contract/live-event.ts';
import type { Transport } from '../../contract/transport.ts';
import { demoCredentials } from '../../main/simulator/demo-credentials.ts';
import { startSimulator } from '../../main/simulator/start-simulator.ts';
import type { Stage } from '../services/contract/stage.ts';
import { describeContract } from '../services/contract-suite.ts';
import { readResult } from '../services/fetch-transport.ts';
import { chat, KEY, usualConfig } from '../services/start-services.ts';
import { answerMessageBoxes, DesktopSession, whyNoDesktop } from './desktop-session.ts';

const reason = whyNoDesktop();
const REGIONS = ['us-east-1', 'us-west-2'] as const;

if (reason === undefined) {
  const session = new DesktopSession();
  const simulator = startSimulator({
    regions: REGIONS,
    accessKeys: [demoCredentials],
    sso: { intervalSeconds: 0 },
  });
  describeContract({
    transport: 'ipc',
    name: "Electron's IPC",
    async open() {
      const regions = await simulator;
      const { port: _any, ...config } = usualConfig(regions);
      await session.open({ apiKey: KEY, ...config });
      process.env['AWS_ACCESS_KEY_ID'] = demoCredentials.accessKeyId;
      process.env['AWS_SECRET_ACCESS_KEY'] = demoCredentials.secretAccessKey;
      process.env['AWS_ENDPOINT_URL_SSO_OIDC'] = regions.region('us-east-1').endpoint;
      process.env['AWS_ENDPOINT_URL_SSO'] = regions.region('us-east-1').endpoint;
      process.env['PATH'] = `${join(session.desk.folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`;
      const app = await session.launch();
      const page = await session.window(app);
      await answerMessageBoxes(app, 0);
      return stageOf(app, { session, simulator: regions, transport: await createPageTransport(page) });
    },
    async close() {
      await session.close();
      await (await simulator).close();
    },
  });
} else {
  it.skip(`the dashboard's contract over Electron's IPC (not run: ${reason})`, () => undefined);
}

interface Running {
  readonly session: DesktopSession;
  readonly simulator: Awaited<ReturnType<typeof startSimulator>>;
  readonly transport: Transport;
}

async function stageOf(app: ElectronApplication, { session, simulator, transport }: Running): Promise<Stage> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    // The browser of the machine that runs the tests stays closed.
    shell.openExternal = async (url: string) => void opened.push(url);
  });
  const text = (file: string) => {
    const path = join(session.dataDir, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  };
  return {
    transport,
    services: {
      simulator,
      url: session.url,
      folder: session.desk.folder,
      readFile: () => JSON.parse(text('config.json')),
      get logLines() {
        return text(join('logs', 'krouter.log')).split('\n');
      },
      chat: (model = 'pair', more = {}) => chat(session.url, { model, ...more }),
    },
    desktop: {
      keychain: 'available',
      copied: () => app.evaluate(({ clipboard }) => clipboard.readText()),
      opened: () => app.evaluate((): string[] => Reflect.get(globalThis, 'opened')),
    },
  };
}

/** The transport that the preload script gives to the page, seen from here. */
async function createPageTransport(page: Page): Promise<Transport> {
  const listeners = new Set<(event: LiveEvent) => void>();
  await page.exposeFunction('tellTest', (event: unknown) => {
    const live = liveEventSchema.parse(event);
    for (const listener of listeners) listener(live);
  });
  return {
    kind: 'ipc',
    call: async <Name extends CallName>(name: Name, input: CallInput<Name>) =>
      readResult(
        name,
        await page.evaluate(`krouter.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`),
      ),
    subscribe(listener) {
      listeners.add(listener);
      void page.evaluate(
        'window.stopTelling?.(); window.stopTelling = krouter.subscribe(tellTest); undefined',
      );
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) void page.evaluate('window.stopTelling?.(); delete window.stopTelling');
      };
    },
  };
}
