import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser } from './browser.ts';
import { type SampleServer, serveSample } from './serve-sample.ts';

/** What the preload script does: one Transport object, and nothing else. */
const PRELOAD = `window.krouter = {
  kind: 'ipc',
  call: (name, input) => window.relayCall(name, input),
  subscribe: () => () => undefined,
};`;

describe.skipIf(!hasBrowser)('the same pages over the desktop transport', () => {
  let browser: Browser;
  let server: SampleServer;
  let page: Page;
  const called: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await serveSample();
    page = await browser.newPage();
    await page.exposeFunction('relayCall', (name: string, input: unknown) => {
      called.push(name);
      return server.dispatcher.dispatch('desktop', name, input);
    });
    await page.addInitScript(PRELOAD);
    await page.goto(`${server.origin}/dashboard/#/settings`);
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('open without a session', async () => {
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
  });

  it('offer what only the desktop may do, and never show the key', async () => {
    await page.getByRole('button', { name: 'Copy key for apps' }).click();
    await page.getByText('Key copied.').waitFor();
    expect(called).toContain('key.copy');
    expect(await page.locator('body').textContent()).not.toContain('sk-');
  });

  it('stop routing', async () => {
    await page.getByRole('button', { name: 'Stop routing' }).click();
    await expect.poll(() => called).toContain('routing.stop');
  });

  it('ask the network for nothing but their own files', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.reload();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    expect(asked.filter((url) => url.includes('/api/') || !url.startsWith(server.origin))).toEqual([]);
  });
});
