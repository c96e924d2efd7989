import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { testElectronFolder } from '../../build/test-electron-folder.mjs';
import { KeyringSession, whyNoKeyring } from '../platform/keychain/keyring-session.ts';

const BINARY = join(testElectronFolder(), 'electron');
const BUILT = ['dist/main/index.cjs', 'dist/isolated/preload.cjs', 'dist/renderer/index.html'];

/** Why the desktop app cannot be started here; undefined when it can. With CI=true that is a failure. */
export function whyNoDesktop(): string | undefined {
  const unbuilt = BUILT.filter((file) => !existsSync(file));
  const reason =
    whyNoKeyring() ??
    (!existsSync(BINARY)
      ? 'the test Electron is not there (node build/fetch-test-electron.mjs)'
      : unbuilt.length > 0
        ? `not built: ${unbuilt.join(', ')} (npm run prepare)`
        : undefined);
  if (reason !== undefined && process.env['CI'] === 'true')
    throw new Error(`cannot test the desktop app: ${reason}`);
  return reason;
}

/** For what the app does in its own time; much longer than it takes, for machines that are busy. */
export const SOON = { timeout: 15_000 };

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly enabled: boolean;
  readonly checked: boolean;
  readonly submenu: readonly string[];
}

/** The real app on a screen, a message bus and a keyring of its own. */
export class DesktopSession {
  readonly desk = new KeyringSession();
  readonly dataDir = mkdtempSync(join(tmpdir(), 'krouter-desktop-'));
  readonly #running: ChildProcess[] = [];
  port = 0;

  async open(config: object = {}): Promise<void> {
    await this.desk.open({ display: true });
    process.env['XDG_CONFIG_HOME'] = join(this.desk.folder, 'config');
    this.port = await freePort();
    writeFileSync(join(this.dataDir, 'config.json'), JSON.stringify({ port: this.port, ...config }));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Command-line arguments of every start. */
  get args(): string[] {
    return [resolve('.'), '--no-sandbox', '--disable-gpu', '--data-dir', this.dataDir];
  }

  async launch(...more: string[]): Promise<ElectronApplication> {
    const app = await _electron.launch({
      executablePath: BINARY,
      args: [...this.args, ...more],
      env: definedEnvironment(),
    });
    this.keep(app.process());
    return app;
  }

  /** Ends it with the session. */
  keep(running: ChildProcess): void {
    this.#running.push(running);
  }

  /** Waits for the window, and until it shows the dashboard. */
  async window(app: ElectronApplication): Promise<Page> {
    const page = await app.firstWindow();
    await page.waitForSelector('#root > *');
    return page;
  }

  async close(): Promise<void> {
    for (const running of this.#running) {
      const ended = exitOf(running);
      running.kill('SIGKILL');
      await ended;
    }
    this.desk.close();
    // Chromium's helpers write until they notice that the app has gone.
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** The tray's menu; desktops without a tray show the same one in the window. */
export function readMenu(app: ElectronApplication): Promise<MenuEntry[]> {
  return app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items[0]?.submenu?.items ?? [];
    return items
      .filter(({ type }) => type !== 'separator')
      .map(({ id, label, enabled, checked, submenu }) => ({
        id,
        label,
        enabled,
        checked,
        submenu: submenu?.items.map((item) => item.label) ?? [],
      }));
  });
}

/** Chooses an item the way the menu does. */
export function choose(app: ElectronApplication, id: string): Promise<void> {
  return app.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
    if (!item?.enabled) throw new Error(`there is no item ${wanted} to choose`);
    item.click();
  }, id);
}

/** The label of an item once it matches. */
export async function waitForLabel(app: ElectronApplication, id: string, pattern: RegExp): Promise<string> {
  let last = '';
  for (let i = 0; i < 200; i += 1) {
    last = (await readMenu(app)).find((entry) => entry.id === id)?.label ?? `no item ${id}`;
    if (pattern.test(last)) return last;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${id} stayed "${last}"`);
}

/** How the app's process ended. */
export function waitForExit(app: ElectronApplication): Promise<number | null> {
  return exitOf(app.process());
}

function exitOf(running: ChildProcess): Promise<number | null> {
  if (running.exitCode !== null || running.signalCode !== null) return Promise.resolve(running.exitCode);
  return new Promise((resolve) => running.once('exit', resolve));
}

/** Message boxes are answered with this button; the questions are kept. */
export function answerMessageBoxes(
  app: ElectronApplication,
  button: number,
  checkboxChecked = false,
): Promise<void> {
  return app.evaluate(
    ({ dialog }, answer) => {
      const asked: unknown[] = [];
      Reflect.set(globalThis, 'askedBoxes', asked);
      Reflect.set(dialog, 'showMessageBox', async (question: unknown) => {
        asked.push(question);
        return answer;
      });
    },
    { response: button, checkboxChecked },
  );
}

export function askedBoxes(
  app: ElectronApplication,
): Promise<{ message: string; detail: string; buttons: string[] }[]> {
  return app.evaluate(() => Reflect.get(globalThis, 'askedBoxes'));
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function definedEnvironment(): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
