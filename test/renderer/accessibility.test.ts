import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGES } from '../../renderer/state/page-names.ts';
import { hasBrowser, launchBrowser, type OpenedPage, openPage } from './browser.ts';
import { findViolations } from './find-violations.ts';
import { type SampleServer, serveSample } from './serve-sample.ts';

const THEMES = ['light', 'dark'] as const;

describe.skipIf(!hasBrowser).each(THEMES)('the dashboard in the %s theme', (colorScheme) => {
  let browser: Browser;
  let server: SampleServer;
  let fresh: SampleServer;
  let opened: OpenedPage;

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await serveSample();
    fresh = await serveSample({ empty: true });
    opened = await openPage(browser, server.link(), { colorScheme, reducedMotion: 'reduce' });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
    await fresh.close();
  });

  it.each(PAGES)('has no violation on the page %s', async (name) => {
    const { page } = opened;
    await show(page, server, name);
    expect(await findViolations(page)).toEqual([]);
  });

  it.each(PAGES)('has no violation on the empty page %s', async (name) => {
    const { page } = await openPage(browser, fresh.link(), {
      colorScheme,
      reducedMotion: 'reduce',
      viewport: { width: 900, height: 600 },
    });
    await show(page, fresh, name);
    expect(await findViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('has no violation in the detail drawer', async () => {
    const { page } = opened;
    await show(page, server, 'live');
    await page.locator('[data-index="0"]').click();
    await page.getByRole('dialog').getByText('Answer headers').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('has no violation in the command palette', async () => {
    const { page } = opened;
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Commands' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('has no violation where a chart is shown as a table', async () => {
    const { page } = opened;
    await show(page, server, 'usage');
    await page.getByRole('radio', { name: 'Table' }).first().click();
    await page.getByRole('table', { name: 'Cost by model' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('has no violation in the form of a budget, its faults shown', async () => {
    const { page } = opened;
    await show(page, server, 'usage');
    await page.getByRole('button', { name: 'New budget' }).click();
    await page.getByLabel('Counts').selectOption('app');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('Say which one it counts.').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('breaks no rule of its content policy and raises no error', () => {
    expect(opened.faults).toEqual([]);
  });
});

async function show(page: Page, server: SampleServer, name: string): Promise<void> {
  await page.goto(`${server.origin}/dashboard/#/${name}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle', { timeout: 500 }).catch(() => undefined);
}
