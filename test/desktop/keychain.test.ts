import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMemory } from '../renderer/read-memory.ts';
import {
  choose,
  DesktopSession,
  readMenu,
  SOON,
  waitForExit,
  waitForLabel,
  whyNoDesktop,
} from './desktop-session.ts';

const reason = whyNoDesktop();
const SECRET = 'wJalrXUtnFEMIK7MDENGbPxRfiCYCANARYKEY0000';
const PASTED = `AKIAIOSFODNN7CANARY0 ${SECRET}`;

describe.skipIf(reason)(
  `secrets in the desktop app${reason ? ` (not run: ${reason})` : ''}`,
  { timeout: 60_000 },
  () => {
    const session = new DesktopSession();
    let app: ElectronApplication;
    let page: Page;

    const start = async () => {
      app = await session.launch();
      page = await session.window(app);
    };
    const quit = async () => {
      await choose(app, 'quit').catch(() => undefined);
      expect(await waitForExit(app)).toBe(0);
    };
    const call = (name: string, input: object): Promise<{ ok: boolean; value: Record<string, unknown> }> =>
      page.evaluate(`krouter.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`);
    const credentialsOf = async () => {
      const { value } = await call('providers.list', {});
      return Object.values(value).map((provider) => Reflect.get(Object(provider), 'credentials').state);
    };

    beforeAll(async () => {
      await session.open();
      await start();
    }, 60_000);
    afterAll(() => session.close());

    it('are put into the keyring of the system and are there after a restart', async () => {
      const text = `AWS_ACCESS_KEY_ID=AKIAIOSFODNN7CANARY0\nAWS_SECRET_ACCESS_KEY=${SECRET}\n`;
      const pasted = await call('wizard.paste', { text });
      expect(pasted.ok, `${PASTED.length}`).toBe(true);
      expect(JSON.stringify(pasted)).not.toContain(SECRET);
      const provider = {
        id: 'home',
        type: 'bedrock',
        region: 'us-east-1',
        credentials: { source: 'keychain' },
      };
      const saved = await call('providers.save', { provider, pasted: pasted.value['handle'] });
      expect(saved).toMatchObject({ ok: true, value: { credentials: { state: 'ready' } } });
      await quit();
      await start();
      await expect.poll(credentialsOf, SOON).toEqual(['ready']);
    });

    it('stand in no file of the app', () => {
      const files = filesIn(session.dataDir);
      expect(files.some((file) => file.endsWith('keychain-index.json'))).toBe(true);
      const leaks = files.filter((file) => readFileSync(file).includes(SECRET));
      expect(leaks).toEqual([]);
    });

    it('stand in no page of the window, nor in its memory, whatever it shows', async () => {
      for (const name of ['live', 'regions', 'usage', 'combos', 'providers', 'apps', 'setup', 'settings']) {
        await page.evaluate(`location.assign('#/${name}')`);
        await page.getByRole('heading').first().waitFor();
      }
      const memory = await readMemory(page);
      // The access key id is a name, and shown in part: the snapshot does see what the page was told.
      expect(memory).toContain('AKIA');
      expect(memory).not.toContain(SECRET);
      expect(memory).not.toContain('sk-krouter-');
    });

    it('are shown as locked when the keyring is, while routing goes on, and the app still ends', async () => {
      await quit();
      session.desk.lock();
      await start();
      await waitForLabel(app, 'unlock', /^Unlock keychain/);
      expect((await call('status.get', {})).value['keychain']).toMatch(/^(locked|hung)$/);
      expect((await fetch(`${session.url}/health`)).status).toBe(200);
      expect(await credentialsOf()).toEqual(['locked']);
      expect((await readMenu(app)).find(({ id }) => id === 'stop')?.enabled).toBe(true);
      await quit();
    });
  },
);

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) return filesIn(path);
    return found?.isFile() ? [path] : [];
  });
}
