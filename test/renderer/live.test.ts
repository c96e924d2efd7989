import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from './browser.ts';
import { type SampleServer, serveSample } from './serve-sample.ts';

describe.skipIf(!hasBrowser)('the Live page', () => {
  let browser: Browser;
  let server: SampleServer;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await serveSample({ streams: 5, turnover: 0.01 });
    ({ page } = await openPage(browser, server.link()));
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('moves the token meters of requests in flight', async () => {
    const figures = page
      .getByRole('table', { name: 'Requests in flight' })
      .getByRole('cell')
      .filter({ hasText: '≈' });
    await figures.first().waitFor();
    const before = await figures.allInnerTexts();
    await expect.poll(() => figures.allInnerTexts()).not.toEqual(before);
  });

  it('moves a request into the finished ones when it ends', async () => {
    const [ending] = server.state.traffic.now();
    const grid = page.getByRole('grid');
    const row = {
      ...(server.state.rows[0] ?? neverFinished()),
      id: ending?.id ?? '',
      app: 'the-one-that-ended',
      startedAt: Date.now(),
    };
    server.state.emit({ type: 'request-finished', row });
    await grid.getByText('the-one-that-ended').waitFor();
  });

  it('keeps its filter when the page is left and entered again, and over a reload', async () => {
    const app = page.getByLabel('App', { exact: true });
    await app.selectOption('zed');
    await page.getByLabel('State', { exact: true }).selectOption('ok');
    await page.getByRole('link', { name: 'Regions' }).click();
    await page.getByRole('heading', { name: 'Regions' }).waitFor();
    await page.getByRole('link', { name: 'Live' }).click();
    expect(await app.inputValue()).toBe('zed');
    await page.reload();
    await expect.poll(() => app.inputValue()).toBe('zed');
    const apps = page.getByRole('grid').locator('[role=gridcell]:nth-child(3)');
    await expect.poll(() => apps.count()).toBeGreaterThan(3);
    expect(new Set(await apps.allInnerTexts())).toEqual(new Set(['zed']));
    await page.getByRole('button', { name: 'Reset' }).click();
    expect(await app.inputValue()).toBe('');
  });

  it('opens the details by keyboard and gives the focus back', async () => {
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await drawer.getByText('x-krouter-request-id').waitFor();
    await drawer.getByText('Route', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(await page.evaluate("document.activeElement.getAttribute('role')")).toBe('grid');
  });

  it('is reached from anywhere with Ctrl+K', async () => {
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Commands' }).waitFor();
    await page.keyboard.type('failed');
    await page.getByRole('option', { name: 'Regions' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Live' }).waitFor();
    expect(await page.getByLabel('State', { exact: true }).inputValue()).toBe('error');
  });

  it('says that the connection is lost, and that it is back', async () => {
    const status = page.getByRole('banner').getByRole('status');
    await page.context().setOffline(true);
    server.dropStreams();
    await expect.poll(() => status.textContent(), { timeout: 5_000 }).toContain('Connection lost');
    await page.context().setOffline(false);
    await expect.poll(() => status.textContent(), { timeout: 12_000 }).toContain('in flight');
  });
});

describe.skipIf(!hasBrowser)('a tab without a session', () => {
  it('shows how to get in, and nothing else', async () => {
    const browser = await launchBrowser();
    const server = await serveSample();
    const page = await browser.newPage();
    await page.goto(`${server.origin}/dashboard`);
    await page.getByRole('heading', { name: 'This tab is not signed in' }).waitFor();
    await page.getByLabel('Dashboard link').fill(server.link());
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('navigation').waitFor();
    expect(page.url()).not.toContain('token');
    await browser.close();
    await server.close();
  });
});

function neverFinished(): never {
  throw new Error('the sample has rows');
}
