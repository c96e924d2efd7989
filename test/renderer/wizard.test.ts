import Anthropic from '@anthropic-ai/sdk';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, openPage } from './browser.ts';
import { findViolations } from './find-violations.ts';
import { pressUntilFocused } from './press-until-focused.ts';
import { KEY, type RealServer, serveReal } from './serve-real.ts';
import { type SampleServer, serveSample } from './serve-sample.ts';

describe.skipIf(!hasBrowser)('the wizard against the simulator', () => {
  let browser: Browser;
  let server: RealServer;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await serveReal();
    ({ page } = await openPage(browser, server.link(), { reducedMotion: 'reduce' }));
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('goes from a first start to a working model by keyboard alone', async () => {
    await pressUntilFocused(page, 'Set up Bedrock');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'How do you sign in to AWS?' }).waitFor();
    await pressUntilFocused(page, 'Try it without AWS');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Does it work?' }).waitFor();
    await expect.poll(() => page.getByText('Works', { exact: true }).count(), { timeout: 15_000 }).toBe(2);
    expect(await findViolations(page)).toEqual([]);
    await next(page, 'Save and continue', 'What you can ask for');
    await page
      .getByRole('table', { name: 'Models' })
      .getByText('us.anthropic.claude-sonnet-4-6', { exact: true })
      .first()
      .waitFor();
    await next(page, 'Continue', 'Connect an app');
    await next(page, 'Continue', 'Ready');
    await page.getByText('bedrock:InvokeModel').first().waitFor();
    expect(await findViolations(page)).toEqual([]);
    await next(page, 'Done', 'Live');
  }, 60_000);

  it('shows the first real request on the Live page, with its route', async () => {
    const client = new Anthropic({ baseURL: server.origin, authToken: KEY, apiKey: null });
    await client.messages.create({
      model: 'claude-sonnet-4-6',
      max_tokens: 64,
      messages: [{ role: 'user', content: 'Say something.' }],
    });
    const row = page.getByRole('grid').getByRole('row').filter({ hasText: 'claude-sonnet-4-6' });
    await row.first().click();
    await page.getByRole('dialog').getByText('Candidate', { exact: true }).waitFor();
    expect(await page.getByRole('dialog').textContent()).toMatch(
      /AWS may process it in any region of the United States/,
    );
    await page.keyboard.press('Escape');
  }, 30_000);
});

describe.skipIf(!hasBrowser)('the wizard with keys', () => {
  let browser: Browser;
  let server: SampleServer;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await serveSample({ empty: true });
    ({ page } = await openPage(browser, server.link()));
    await page.goto(`${server.origin}/dashboard/#/setup`);
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('says what was pasted and empties the box', async () => {
    await page.getByRole('radio', { name: 'Paste keys' }).check();
    const box = page.getByLabel('Keys', { exact: true });
    await box.fill('export AWS_ACCESS_KEY_ID=AKIAEXAMPLE');
    await page.getByRole('button', { name: 'Read' }).click();
    await page.getByText('A long-lived access key ending in 7QXD').waitFor();
    expect(await box.inputValue()).toBe('');
  });

  it('shows the fix of a failing check, and the fix works', async () => {
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('AWS may process it in any region of the European Union').waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Does not work yet').waitFor();
    await page.getByText('explicit deny in a service control policy').waitFor();
    await page.getByRole('button', { name: 'Use this region only' }).click();
    await page.getByText('Works', { exact: true }).waitFor();
    expect(server.state.wizard?.providers[0]?.scope).toBe('in-region');
  });

  it('resumes at its step after a reload', async () => {
    await page.reload();
    await page.getByRole('heading', { name: 'Does it work?' }).waitFor();
  });
});

/** Goes on by keyboard and waits for the next heading. */
async function next(page: Page, button: string, heading: string): Promise<void> {
  await pressUntilFocused(page, button);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: heading }).waitFor();
}
