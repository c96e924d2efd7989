import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const EXECUTABLE = process.env['KROUTER_CHROMIUM'] ?? '/usr/bin/chromium';

/** Whether these tests can run on this machine. */
export const hasBrowser = existsSync(EXECUTABLE);

/** Debian's Chromium, without a display. */
export function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', ...args],
  });
}

export interface OpenedPage {
  readonly page: Page;
  /** Errors of the page, refusals of its policy included. */
  readonly faults: readonly string[];
}

/** A new tab, opened by a one-time link and signed in. */
export async function openPage(
  browser: Browser,
  link: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(link);
  await page.getByRole('navigation').waitFor();
  return { page, faults };
}
