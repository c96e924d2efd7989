import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCredentials } from '../../main/simulator/demo-credentials.ts';
import { type Simulator, startSimulator } from '../../main/simulator/start-simulator.ts';
import {
  answerMessageBoxes,
  askedBoxes,
  choose,
  DesktopSession,
  readMenu,
  SOON,
  waitForExit,
  waitForLabel,
  whyNoDesktop,
} from './desktop-session.ts';

const reason = whyNoDesktop();
const REGION = 'us-east-1';
const KEY = 'sk-krouter-desktop-test';

describe.skipIf(reason)(
  `the desktop app${reason ? ` (not run: ${reason})` : ''}`,
  { timeout: 60_000 },
  () => {
    const session = new DesktopSession();
    let simulator: Simulator;
    let app: ElectronApplication;
    let page: Page;

    beforeAll(async () => {
      simulator = await startSimulator({
        regions: [REGION],
        accessKeys: [demoCredentials],
        tokenDelayMs: 40,
      });
      await session.open({
        apiKey: KEY,
        providers: [
          {
            id: 'home',
            type: 'bedrock',
            region: REGION,
            endpoint: simulator.region(REGION).endpoint,
            credentials: { source: 'env' },
          },
        ],
      });
      process.env['AWS_ACCESS_KEY_ID'] = demoCredentials.accessKeyId;
      process.env['AWS_SECRET_ACCESS_KEY'] = demoCredentials.secretAccessKey;
      app = await session.launch();
      page = await session.window(app);
      await answerMessageBoxes(app, 0);
    }, 60_000);
    afterAll(async () => {
      await session.close();
      await simulator.close();
    });

    const isVisible = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));
    const health = async () => (await fetch(`${session.url}/health`)).status;

    it('serves on its port and shows the dashboard in the window, over IPC', async () => {
      expect(await health()).toBe(200);
      expect(page.url()).toMatch(/^krouter:\/\/app\//);
      const status = await page.evaluate('krouter.call("status.get", {})');
      expect(status).toMatchObject({
        ok: true,
        value: { state: 'running', desktop: true, keychain: 'available' },
      });
    });

    it('has every action in its menu, the state first', async () => {
      await waitForLabel(app, 'status', /^Running: Ready at http:\/\/127\.0\.0\.1:\d+/);
      const menu = await readMenu(app);
      expect(menu.map(({ id }) => id)).toEqual([
        'status',
        'stop',
        'pause',
        'copy-url',
        'copy-key',
        'today',
        'regions',
        'apps',
        'open-window',
        'open-browser',
        'launch-at-login',
        'start-hidden',
        'tray-icon',
        'updates',
        'quit',
      ]);
      expect(menu.find(({ id }) => id === 'regions')?.submenu).toEqual([
        expect.stringMatching(/^us-east-1: /),
      ]);
    });

    it('copies the base URL and the key', async () => {
      const copied = () => app.evaluate(({ clipboard }) => clipboard.readText());
      await choose(app, 'copy-url');
      expect(await copied()).toBe(session.url);
      await choose(app, 'copy-key');
      await expect.poll(copied, SOON).toBe(KEY);
    });

    it('stops and starts routing, and its menu says so', async () => {
      await choose(app, 'stop');
      await waitForLabel(app, 'status', /^Stopped: /);
      await expect(fetch(`${session.url}/health`)).rejects.toThrow();
      await choose(app, 'start');
      await waitForLabel(app, 'status', /^Running: /);
      expect(await health()).toBe(200);
    });

    it('says until when it is paused, and can be started before', async () => {
      await choose(app, 'pause');
      await waitForLabel(app, 'start', /^Start routing \(paused until \d/);
      await choose(app, 'start');
      await waitForLabel(app, 'stop', /^Stop routing$/);
    });

    it('counts what was used today, and is busy while an answer is under way', async () => {
      const answer = ask('Tell me about regions.');
      await waitForLabel(app, 'status', /^Busy: Answering 1 request\.$/);
      expect(await (await answer).text()).toContain('[DONE]');
      await waitForLabel(app, 'today', /^Today \d+ tokens, (\$\d|under \$0\.01)/);
      await waitForLabel(app, 'status', /^Running: /);
    });

    it('opens the dashboard in the browser with a link that signs in once', async () => {
      await app.evaluate(({ shell }) => {
        Reflect.set(shell, 'openExternal', async (url: string) => Reflect.set(globalThis, 'openedUrl', url));
      });
      await choose(app, 'open-browser');
      const opened = () => app.evaluate(() => String(Reflect.get(globalThis, 'openedUrl')));
      await expect.poll(opened, SOON).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/dashboard#token=.{20,}$/);
    });

    it('goes on telling the page what happens after the menu has led it to another page', async () => {
      await page.evaluate(
        'window.seen = []; krouter.subscribe((event) => window.seen.push(event.status?.state))',
      );
      await choose(app, 'today');
      await expect.poll(() => page.url(), SOON).toBe('krouter://app/#/usage');
      await choose(app, 'stop');
      await expect.poll(() => page.evaluate('window.seen'), SOON).toContain('stopped');
      await choose(app, 'start');
      await waitForLabel(app, 'status', /^Running: /);
    });

    it('answers at once after the machine has slept', async () => {
      await app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
      const from = performance.now();
      const answer = await ask('Are you awake?');
      expect(answer.status).toBe(200);
      expect(performance.now() - from).toBeLessThan(2_000);
      expect(await answer.text()).toContain('[DONE]');
    });

    it('only hides when its window is closed, says so once, and is there again when asked', async () => {
      const close = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
      await close();
      await expect.poll(isVisible, SOON).toEqual([false]);
      expect(await health()).toBe(200);
      await expect.poll(() => askedBoxes(app), SOON).toHaveLength(1);
      expect((await askedBoxes(app))[0]?.message).toBe('kRouter goes on in the background.');
      await choose(app, 'open-window');
      await expect.poll(isVisible, SOON).toEqual([true]);
      await close();
      await expect.poll(isVisible, SOON).toEqual([false]);
      expect(await askedBoxes(app)).toHaveLength(1);
    });

    it('lets a second start bring the first window up on the page of its link, and end', async () => {
      const second = spawn(app.process().spawnfile, [...session.args, 'krouter://open/regions'], {
        stdio: 'ignore',
      });
      expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
      await expect.poll(isVisible, SOON).toEqual([true]);
      await expect.poll(() => page.url(), SOON).toBe('krouter://app/#/regions');
    });

    it('launches at login when told to, hidden unless told otherwise', async () => {
      const entry = join(session.desk.folder, 'config/autostart/krouter.desktop');
      expect(existsSync(entry)).toBe(false);
      await choose(app, 'launch-at-login');
      expect(readFileSync(entry, 'utf8')).toMatch(/^Exec=\/.+ --hidden$/m);
      await choose(app, 'start-hidden');
      expect(readFileSync(entry, 'utf8')).not.toContain('--hidden');
      await choose(app, 'launch-at-login');
      expect(existsSync(entry)).toBe(false);
    });

    it('goes on serving when the page crashes, and loads it again', async () => {
      const reloaded = app.evaluate(
        ({ BrowserWindow }) =>
          new Promise<void>((resolve) => {
            const contents = BrowserWindow.getAllWindows()[0]?.webContents;
            contents?.once('did-finish-load', () => resolve());
            contents?.forcefullyCrashRenderer();
          }),
      );
      expect(await health()).toBe(200);
      await reloaded;
    });

    it('has an icon for every state that the system can read', async () => {
      const sizes = await app.evaluate(({ nativeImage }, folder) => {
        const states = ['stopped', 'running', 'busy', 'degraded', 'error'];
        const names = states.flatMap((state) => [
          `${state}Template.png`,
          `${state}-light.png`,
          `${state}-dark.png`,
        ]);
        return names.map((name) => {
          const image = nativeImage.createFromPath(`${folder}/${name}`);
          return [image.getSize().width, ...image.getScaleFactors()];
        });
      }, `${process.cwd()}/dist/icons/tray`);
      expect(sizes).toEqual(
        Array.from({ length: 5 }, () => [
          [16, 1, 2],
          [22, 1, 2],
          [22, 1, 2],
        ]).flat(),
      );
    });

    it('finishes the answer under way when it quits, and ends well', async () => {
      const answer = await ask('Say a few words.');
      const quitAt = performance.now();
      await choose(app, 'quit').catch(() => undefined);
      expect(await answer.text()).toMatch(/data: \[DONE\]\s*$/);
      expect(await waitForExit(app)).toBe(0);
      expect(performance.now() - quitAt).toBeLessThan(12_000);
      await expect(fetch(`${session.url}/health`)).rejects.toThrow();
    });

    function ask(question: string): Promise<Response> {
      return fetch(`${session.url}/v1/chat/completions`, {
        method: 'POST',
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          model: 'home/anthropic.claude-sonnet-4-6',
          stream: true,
          messages: [{ role: 'user', content: question }],
        }),
      });
    }
  },
);
