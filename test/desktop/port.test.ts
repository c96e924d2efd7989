import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  answerMessageBoxes,
  askedBoxes,
  choose,
  DesktopSession,
  readMenu,
  waitForLabel,
  whyNoDesktop,
} from './desktop-session.ts';

const reason = whyNoDesktop();
const USE_OTHER = 0;
const STAY_STOPPED = 2;

describe.skipIf(reason)(
  `a port that is taken${reason ? ` (not run: ${reason})` : ''}`,
  { timeout: 60_000 },
  () => {
    const session = new DesktopSession();
    let app: ElectronApplication;
    let stranger: Server | undefined;

    beforeAll(async () => {
      await session.open();
      app = await session.launch('--hidden');
      await waitForLabel(app, 'stop', /^Stop routing$/);
      // Nobody is asked while no window was ever shown.
      await choose(app, 'open-window');
      await session.window(app);
    }, 60_000);
    afterEach(async () => {
      await new Promise((resolve) => (stranger === undefined ? resolve(0) : stranger.close(resolve)));
      stranger = undefined;
    });
    afterAll(() => session.close());

    const occupy = async (answer: string) => {
      stranger = createServer((_request, response) => response.end(answer));
      await new Promise<void>((resolve) => stranger?.listen(session.port, '127.0.0.1', resolve));
    };
    const savedPort = () => JSON.parse(readFileSync(join(session.dataDir, 'config.json'), 'utf8')).port;

    it('is named with the program that has it; nothing moves without being told to', async () => {
      await choose(app, 'stop');
      await waitForLabel(app, 'start', /^Start routing$/);
      await occupy('hello');
      await answerMessageBoxes(app, STAY_STOPPED);
      await choose(app, 'start');
      await waitForLabel(
        app,
        'conflict',
        new RegExp(`^Port ${session.port} is taken by .+ \\(process ${process.pid}\\)$`),
      );
      await waitForLabel(app, 'status', /^Problem: /);
      const [box] = await askedBoxes(app);
      expect(box?.message).toContain(`process ${process.pid}`);
      expect(box?.buttons).toEqual([expect.stringMatching(/^Use port \d+$/), 'Try again', 'Stay stopped']);
      expect(savedPort()).toBe(session.port);
    });

    it('can be tried again once it is free', async () => {
      await choose(app, 'start');
      await waitForLabel(app, 'stop', /^Stop routing$/);
      expect((await readMenu(app)).some(({ id }) => id === 'conflict')).toBe(false);
    });

    it('is told apart when another kRouter has it', async () => {
      await choose(app, 'stop');
      await waitForLabel(app, 'start', /^Start routing$/);
      await occupy('{"status":"ok","instance":"other","version":"9.9.9"}');
      await answerMessageBoxes(app, STAY_STOPPED);
      await choose(app, 'start');
      await waitForLabel(app, 'conflict', /is taken by another kRouter 9\.9\.9, /);
    });

    it('is exchanged for the offered one when the person says so, and that is remembered', async () => {
      await occupy('hello');
      await answerMessageBoxes(app, USE_OTHER);
      await choose(app, 'start');
      await waitForLabel(app, 'stop', /^Stop routing$/);
      expect(savedPort()).not.toBe(session.port);
      expect((await fetch(`http://127.0.0.1:${savedPort()}/health`)).status).toBe(200);
    });
  },
);

describe.skipIf(reason)('a port that is taken from the start', { timeout: 60_000 }, () => {
  const session = new DesktopSession();
  const stranger = createServer((_request, response) => response.end('hello'));
  afterAll(async () => {
    stranger.close();
    await session.close();
  });

  it('leaves the app in the tray, saying so, without a window or a question when nobody is looking', async () => {
    await session.open();
    await new Promise<void>((resolve) => stranger.listen(session.port, '127.0.0.1', resolve));
    const app = await session.launch('--hidden');
    const offer = await waitForLabel(app, 'use-port', /^Use port \d+ instead$/);
    const port = Number(/\d+/.exec(offer)?.[0]);
    await waitForLabel(app, 'status', /^Problem: /);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0);
    await choose(app, 'use-port');
    await waitForLabel(app, 'stop', /^Stop routing$/);
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
  });
});
