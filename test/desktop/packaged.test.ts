import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname, join, resolve } from 'node:path';
import { listPackage } from '@electron/asar';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFuseFaults } from '../../build/fuses.mjs';
import { DesktopSession, freePort, whyNoDesktop } from './desktop-session.ts';
import { TrayHost, whyNoTrayHost } from './tray-host.ts';

const reason = whyNoDesktop();
const PACKAGED = resolve('release/test/linux-unpacked/krouter');

describe.skipIf(reason)(
  `the packaged app${reason ? ` (not run: ${reason})` : ''}`,
  { timeout: 60_000 },
  () => {
    const session = new DesktopSession();
    const binary = PACKAGED;
    let app: ChildProcess;
    let browser: Browser;

    beforeAll(async () => {
      execFileSync(process.execPath, ['build/package-for-tests.mjs'], { stdio: 'ignore' });
      await session.open();
      const debug = await freePort();
      app = spawn(
        binary,
        ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${debug}`, '--data-dir', session.dataDir],
        { stdio: 'ignore' },
      );
      session.keep(app);
      browser = await attach(`http://127.0.0.1:${debug}`);
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

    it('looks nowhere for updates: this build names no publisher', () => {
      expect(existsSync(join(binary, '../resources/app-update.yml'))).toBe(false);
    });

    it('drains and ends well when it is told to', async () => {
      const ended = new Promise((resolve) => app.once('exit', (code, signal) => resolve(code ?? signal)));
      app.kill('SIGTERM');
      expect(await ended).toBe(0);
    });
  },
);

const withoutPanel = reason ?? whyNoTrayHost();
const NEXT_VERSION = '#!/bin/sh\necho the next version\n';
const NEXT_FILE = 'kRouter-9.9.9.AppImage';

describe.skipIf(withoutPanel)(
  `a new version of the packaged app${withoutPanel ? ` (not run: ${withoutPanel})` : ''}`,
  { timeout: 60_000 },
  () => {
    const session = new DesktopSession();
    let panel: TrayHost;
    let app: ChildProcess;
    let feed: Server;
    let sha512 = 'AAAA';

    beforeAll(async () => {
      feed = createServer((request, response) => {
        const isInfo = request.url?.startsWith('/latest-linux.yml');
        response.end(isInfo ? describeRelease(sha512) : NEXT_VERSION);
      });
      const port = await freePort();
      await new Promise<void>((resolve) => feed.listen(port, '127.0.0.1', resolve));
      await session.open();
      panel = new TrayHost();
      session.keep(panel.process);
      await panel.ready();
      const feedFile = `provider: generic\nurl: http://127.0.0.1:${port}\nupdaterCacheDirName: krouter-updater\n`;
      writeFileSync(join(PACKAGED, '../resources/app-update.yml'), feedFile);
      writeFileSync(installed(), 'this version');
      app = spawn(PACKAGED, ['--no-sandbox', '--disable-gpu', '--hidden', '--data-dir', session.dataDir], {
        stdio: 'ignore',
        env: { ...process.env, APPIMAGE: installed(), XDG_CACHE_HOME: join(session.desk.folder, 'cache') },
      });
      session.keep(app);
      await expectSoon(async () => (await menu()).includes('Check for updates'));
    }, 60_000);
    afterAll(async () => {
      await session.close();
      feed.close();
    });

    const installed = () => join(session.desk.folder, 'kRouter.AppImage');
    const menu = async () => (await panel.show()).menu ?? [];
    const log = () => readFileSync(join(session.dataDir, 'logs/krouter.log'), 'utf8');

    it('is refused when it is not what its release says it is', async () => {
      await panel.choose('Check for updates');
      await expectSoon(async () => /the update was refused.*sha512 checksum mismatch/.test(log()));
      expect(await menu()).toContain('Check for updates');
    });

    it('waits to be installed when it is, and is after Quit', async () => {
      sha512 = createHash('sha512').update(NEXT_VERSION).digest('base64');
      await panel.choose('Check for updates');
      await expectSoon(async () => (await menu()).includes('Restart to update to 9.9.9'));
      expect(readFileSync(installed(), 'utf8')).toBe('this version');
      const ended = new Promise((resolve) => app.once('exit', (code, signal) => resolve(code ?? signal)));
      await panel.choose('Quit kRouter');
      expect(await ended).toBe(0);
      await expectSoon(async () => filesBeside(installed()).includes(NEXT_VERSION));
    });
  },
);

function describeRelease(sha512: string): string {
  const file = { url: NEXT_FILE, sha512, size: NEXT_VERSION.length };
  const release = {
    version: '9.9.9',
    files: [file],
    path: NEXT_FILE,
    sha512,
    releaseDate: '2030-01-01T00:00:00.000Z',
  };
  // JSON is YAML.
  return JSON.stringify(release);
}

function filesBeside(path: string): string[] {
  const folder = dirname(path);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(folder, entry.name), 'utf8'));
}

/** Connects once the page is there; while it is being made, the connection may never be answered. */
async function attach(url: string): Promise<Browser> {
  await expectSoon(async () => (await (await fetch(`${url}/json/list`)).text()).includes('kRouter'));
  const connect = () => chromium.connectOverCDP(url, { noDefaults: true, timeout: 10_000 });
  return connect().catch(connect);
}

/** Waits until it is so; refused connections count as "not yet". */
async function expectSoon(check: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 150; i += 1) {
    if (await check().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not happen within 15 seconds');
}
