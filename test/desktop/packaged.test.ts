import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFuseFaults } from '../../build/fuses.mjs';
import { DesktopSession, freePort, whyNoDesktop } from './desktop-session.ts';

const reason = whyNoDesktop();

describe.skipIf(reason)(
  `the packaged app${reason ? ` (not run: ${reason})` : ''}`,
  { timeout: 60_000 },
  () => {
    const session = new DesktopSession();
    let binary: string;
    let app: ChildProcess;
    let browser: Browser;

    beforeAll(async () => {
      const output = execFileSync(process.execPath, ['build/package-for-tests.mjs'], { encoding: 'utf8' });
      binary = output.trim().split('\n').at(-1) ?? '';
      await session.open();
      const debug = await freePort();
      app = spawn(
        binary,
        ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${debug}`, '--data-dir', session.dataDir],
        { stdio: 'ignore' },
      );
      session.keep(app);
      await expectSoon(async () => (await fetch(`http://127.0.0.1:${debug}/json/version`)).ok);
      browser = await chromium.connectOverCDP(`http://127.0.0.1:${debug}`, { noDefaults: true });
    }, 120_000);
    afterAll(() => session.close());

    it('runs: serves, and shows the dashboard out of its archive', async () => {
      await expectSoon(async () => (await fetch(`${session.url}/health`)).ok);
      const page = browser.contexts()[0]?.pages()[0];
      expect(page?.url()).toMatch(/^krouter:\/\/app\//);
      await page?.waitForSelector('#root > *');
      const status = await page?.evaluate('krouter.call("status.get", {})');
      // keytar was loaded out of the package, in a process of its own.
      expect(status).toMatchObject({ ok: true, value: { desktop: true, keychain: 'available' } });
    });

    it('has the ledger file, so that SQLite was loaded out of the package', async () => {
      await expectSoon(async () => existsSync(join(session.dataDir, 'ledger.sqlite')));
    });

    it('has every fuse as wanted', async () => {
      expect(await findFuseFaults(binary)).toEqual([]);
    });

    it('is no Node for other scripts, and lets no debugger in', async () => {
      // As a Node it would print the text and end; as the app it finds the first instance and ends.
      const args = ['-p', '"ran as node"', '--no-sandbox', '--disable-gpu', '--data-dir', session.dataDir];
      const output = execFileSync(binary, args, {
        encoding: 'utf8',
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--require=/nowhere.js' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      expect(output).not.toContain('ran as node');
      const inspected = execFileSync(binary, ['--inspect=0', ...args], { encoding: 'utf8', stdio: 'pipe' });
      expect(inspected).not.toContain('Debugger listening');
    });

    it('holds no source maps, no sources and no development libraries', () => {
      const files = listPackage(join(binary, '../resources/app.asar'), { isPack: false });
      expect(files).toContain('/dist/isolated/keychain-child.cjs');
      const development =
        /\.(ts|tsx|map)$|^\/node_modules\/(vitest|playwright-core|electron|electron-builder|vite)$/;
      expect(files.filter((file) => development.test(file))).toEqual([]);
      expect(new Set(files.map((file) => file.split('/')[1]))).toEqual(
        new Set(['dist', 'node_modules', 'package.json', 'LICENSE']),
      );
    });

    it('knows where updates come from', () => {
      expect(readFileSync(join(binary, '../resources/app-update.yml'), 'utf8')).toMatch(
        /^provider: github$/m,
      );
    });

    it('drains and ends well when it is told to', async () => {
      const ended = new Promise((resolve) => app.once('exit', (code, signal) => resolve(code ?? signal)));
      app.kill('SIGTERM');
      expect(await ended).toBe(0);
    });
  },
);

/** Waits until it is so; refused connections count as "not yet". */
async function expectSoon(check: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 150; i += 1) {
    if (await check().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not happen within 15 seconds');
}
