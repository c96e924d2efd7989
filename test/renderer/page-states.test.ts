import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from './browser.ts';
import { findViolations } from './find-violations.ts';
import { type SampleServer, serveSample } from './serve-sample.ts';

/** The call that fills a page. */
const CALLS = {
  live: 'requests.list',
  regions: 'regions.list',
  usage: 'usage.report',
  combos: 'combos.list',
  providers: 'providers.list',
  apps: 'apps.list',
  compression: 'compression.summary',
  setup: 'wizard.detect',
  settings: 'settings.get',
} as const;
const NAMES = Object.entries(CALLS).map(([name, call]) => ({ name, call }));
const THEMES = ['light', 'dark'] as const;

describe.skipIf(!hasBrowser).each(THEMES)('a page whose data is late or refused, in %s', (colorScheme) => {
  let browser: Browser;
  let server: SampleServer;

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await serveSample();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const openTab = async (): Promise<Page> => {
    const options = { colorScheme, reducedMotion: 'reduce', viewport: { width: 900, height: 600 } } as const;
    const { page } = await openPage(browser, server.link(), options);
    page.setDefaultTimeout(5_000);
    await page.goto('about:blank');
    return page;
  };

  it.each(NAMES)(
    '$name says why, offers to try again, and then shows it',
    async ({ name, call }) => {
      const page = await openTab();
      const said = 'The ledger cannot be read.';
      const refusal = { ok: false, error: { code: 'failed', message: said } };
      await page.route(`**/dashboard/api/${call}`, (route) =>
        route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify(refusal) }),
      );
      await page.goto(`${server.origin}/dashboard/#/${name}`);
      await page.getByText(said).first().waitFor();
      expect(await findViolations(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await page.unroute(`**/dashboard/api/${call}`);
      await page.getByRole('button', { name: 'Try again' }).first().click();
      await page.getByText(said).first().waitFor({ state: 'detached' });
      await page.context().close();
    },
    30_000,
  );

  it.each(NAMES)(
    '$name tells that it is loading',
    async ({ name, call }) => {
      const page = await openTab();
      const { promise: released, resolve: release } = later();
      await page.route(`**/dashboard/api/${call}`, async (route) => {
        await released;
        await route.continue().catch(() => undefined);
      });
      await page.goto(`${server.origin}/dashboard/#/${name}`);
      await page
        .getByText(/^(Loading|Looking)(?! the page$)/)
        .first()
        .waitFor();
      expect(await findViolations(page)).toEqual([]);
      release();
      await page
        .getByText(/^(Loading|Looking)(?! the page$)/)
        .first()
        .waitFor({ state: 'detached' });
      await page.context().close();
    },
    30_000,
  );
});

function later() {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Pixels by which the page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
