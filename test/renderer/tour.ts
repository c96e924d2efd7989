import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser, openPage } from './browser.ts';
import { serveSample } from './serve-sample.ts';

/** Pictures of dialogs, the wizard's steps and the empty pages: `node test/renderer/run.mjs tour.ts FOLDER`. */
const [, , , folder = 'tour'] = process.argv;
mkdirSync(folder, { recursive: true });
const server = await serveSample();
const fresh = await serveSample({ empty: true });
const browser = await launchBrowser();

for (const colorScheme of ['light', 'dark'] as const) {
  const { page, faults } = await openPage(browser, server.link(), { colorScheme });
  const shot = async (name: string): Promise<void> => {
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
  };
  await page.locator('[data-index="2"]').click();
  await shot('drawer');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await shot('palette');
  await page.keyboard.press('Escape');
  await dialogs(page, shot);
  await wizard(page, shot);
  process.stdout.write(faults.map((fault) => `${fault}\n`).join(''));
  await page.context().close();
  const empty = await openPage(browser, fresh.link(), { colorScheme, viewport: { width: 900, height: 600 } });
  for (const name of ['live', 'regions', 'usage', 'combos', 'providers', 'compression', 'apps']) {
    await empty.page.goto(`${fresh.origin}/dashboard/#/${name}`);
    await empty.page.waitForTimeout(500);
    await empty.page.screenshot({ path: join(folder, `empty-${name}-${colorScheme}.png`) });
  }
  await empty.page.context().close();
  const locked = await browser.newPage({ colorScheme });
  await locked.goto(`${server.origin}/dashboard`);
  await locked.waitForTimeout(300);
  await locked.screenshot({ path: join(folder, `locked-${colorScheme}.png`) });
}
await browser.close();
await server.close();
await fresh.close();

async function dialogs(page: Page, shot: (name: string) => Promise<void>): Promise<void> {
  await page.goto(`${server.origin}/dashboard/#/apps`);
  await page.getByRole('button', { name: 'Connect opencode' }).click();
  await shot('connect');
  await page.keyboard.press('Escape');
  await page.goto(`${server.origin}/dashboard/#/usage`);
  await page.getByRole('button', { name: 'New budget' }).click();
  await page.getByLabel('Counts').selectOption('model');
  await page.getByRole('button', { name: 'Create' }).click();
  await shot('budget');
  await page.keyboard.press('Escape');
  await page.goto(`${server.origin}/dashboard/#/providers`);
  await page.getByRole('button', { name: 'Edit bedrock-eu-west-1' }).click();
  await shot('provider');
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'Models' }).click();
  await shot('models');
}

async function wizard(page: Page, shot: (name: string) => Promise<void>): Promise<void> {
  await page.goto(`${server.origin}/dashboard/#/setup`);
  await page.getByRole('radio', { name: 'Paste keys' }).check();
  await page.getByLabel('Keys', { exact: true }).fill('AKIAEXAMPLE');
  await page.getByRole('button', { name: 'Read' }).click();
  await shot('wizard-1-sign-in');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Add a region').fill('us-east-1');
  await page.keyboard.press('Enter');
  await page.getByText('Advanced').first().click();
  await shot('wizard-2-regions');
  await page.getByRole('button', { name: 'Continue' }).click();
  await shot('wizard-3-checks');
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await shot('wizard-4-models');
  await page.getByRole('button', { name: 'Continue' }).click();
  await shot('wizard-5-apps');
  await page.getByRole('button', { name: 'Continue' }).click();
  await shot('wizard-6-summary');
  await page.getByRole('button', { name: 'Done', exact: true }).click();
}
