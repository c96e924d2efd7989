import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ElectronApplication } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCredentials } from '../../main/simulator/demo-credentials.ts';
import { type Simulator, startSimulator } from '../../main/simulator/start-simulator.ts';
import { choose, DesktopSession, SOON, waitForExit, waitForLabel, whyNoDesktop } from './desktop-session.ts';
import { whyNoTrayHost } from './tray-host.ts';

const KEY = 'sk-krouter-desktop-0123456789';
const reason = whyNoDesktop() ?? whyNoTrayHost();

describe.skipIf(reason)(
  `the desktop's word on budgets${reason ? ` (not run: ${reason})` : ''}`,
  { timeout: 90_000 },
  () => {
    const session = new DesktopSession();
    const shown: { title?: string; body?: string }[] = [];
    let simulator: Simulator;
    let app: ElectronApplication;

    beforeAll(async () => {
      simulator = await startSimulator({ regions: ['us-east-1'], accessKeys: [demoCredentials] });
      await session.open({
        apiKey: KEY,
        providers: [
          {
            id: 'east',
            type: 'bedrock',
            region: 'us-east-1',
            endpoint: simulator.region('us-east-1').endpoint,
            credentials: { source: 'env' },
          },
        ],
        budgets: [{ id: 'team', limitUsd: 0.000_01, period: 'month', stop: true }],
      });
      // The session's own environment; it is put back when the session closes.
      process.env['AWS_ACCESS_KEY_ID'] = demoCredentials.accessKeyId;
      process.env['AWS_SECRET_ACCESS_KEY'] = demoCredentials.secretAccessKey;
      await listen();
      app = await session.launch('--hidden');
    }, 60_000);
    afterAll(async () => {
      await session.close();
      await simulator.close();
    });

    /** A notification service on the session's bus. It has to be there before the app is. */
    async function listen(): Promise<void> {
      const host = spawn('/usr/bin/python3', ['test/desktop/notification-host.py', '--click'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      session.keep(host);
      const lines = createInterface(host.stdout);
      await new Promise((resolve) => lines.once('line', resolve));
      lines.on('line', (line) => shown.push(JSON.parse(line)));
    }

    const ask = async (): Promise<number> => {
      const response = await fetch(`${session.url}/v1/messages`, {
        method: 'POST',
        headers: { 'x-api-key': KEY, 'content-type': 'application/json' },
        body: JSON.stringify({
          model: 'claude-sonnet-4-6',
          max_tokens: 50,
          messages: [{ role: 'user', content: 'Hi' }],
        }),
      });
      await response.text();
      return response.status;
    };

    it('is a notification and the first line of the menu; a click opens the Usage page', async () => {
      await waitForLabel(app, 'status', /^Running: /);
      expect(await ask()).toBe(200);
      await expect.poll(() => shown.length, SOON).toBe(1);
      expect(shown[0]?.title).toBe('The budget "team" is spent');
      expect(shown[0]?.body).toContain('New requests are refused until then.');
      const label = await waitForLabel(app, 'status', /budget "team" is spent/);
      expect(label).toMatch(/^Degraded: Requests are stopped until /);
      expect(await ask()).toBe(402);
      const page = await session.window(app);
      await expect.poll(() => page.url(), SOON).toContain('#/usage');
      await page.getByRole('region', { name: 'Budget team' }).waitFor();
    });

    it('is not said again after a restart', async () => {
      const exit = waitForExit(app);
      await choose(app, 'quit').catch(() => undefined);
      await exit;
      app = await session.launch('--hidden');
      await waitForLabel(app, 'status', /budget "team" is spent/);
      expect(await ask()).toBe(402);
      // Longer than the first notification took.
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      expect(shown).toHaveLength(1);
    });
  },
);
