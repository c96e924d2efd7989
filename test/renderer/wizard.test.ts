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

describe.skipIf(!hasBrowser)('the way from a first start to a streamed answer', () => {
  let browser: Browser;
  let server: RealServer;

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await serveReal();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('takes fewer than 20 actions, by keyboard alone', async () => {
    const { page } = await openPage(browser, server.link(), { reducedMotion: 'reduce' });
    let actions = 0;
    /** Enter on what has the focus; Tab only moves it and decides nothing. */
    const press = async (button: string, heading: string) => {
      await pressUntilFocused(page, button);
      await page.keyboard.press('Enter');
      actions += 1;
      await page.getByRole('heading', { name: heading }).waitFor();
    };
    await press('Set up Bedrock', 'How do you sign in to AWS?');
    await press('Try it without AWS', 'Does it work?');
    await expect.poll(() => page.getByText('Works', { exact: true }).count(), { timeout: 15_000 }).toBe(2);
    // The last step of a check is a streamed answer; the words and what they cost are on the page.
    expect(await page.getByText(/answered "\w+/).count()).toBe(2);
    expect(await page.getByText(/tokens in, \d+ out, [$<]/).count()).toBe(2);
    await press('Save and continue', 'What you can ask for');
    await press('Continue', 'Connect an app');
    await press('Continue', 'Ready');
    await press('Done', 'Live');
    const client = new Anthropic({ baseURL: server.origin, authToken: KEY, apiKey: null });
    const events: string[] = [];
    const stream = client.messages.stream({
      model: 'claude-sonnet-4-6',
      max_tokens: 64,
      messages: [{ role: 'user', content: 'Say something.' }],
    });
    for await (const { type } of stream) events.push(type);
    expect(events).toContain('content_block_delta');
    expect(events.at(-1)).toBe('message_stop');
    expect(actions).toBeLessThan(20);
    await page.close();
  }, 60_000);
});

describe.skipIf(!hasBrowser)('signing in from the wizard', () => {
  let browser: Browser;
  let server: SampleServer;

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await serveSample({ empty: true });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`shows the code, the time left and the roles, at 900x600 in ${colorScheme}`, async () => {
      const { page } = await openPage(browser, server.link(), {
        colorScheme,
        reducedMotion: 'reduce',
        viewport: { width: 900, height: 600 },
      });
      await page.goto(`${server.origin}/dashboard/#/setup`);
      await page.getByRole('radio', { name: 'IAM Identity Center (SSO)' }).check();
      await page.getByRole('button', { name: 'Sign in with the browser' }).click();
      await page.getByText('must be the https:// address of the access portal').waitFor();
      await page.getByLabel('Portal address').fill('https://example.awsapps.com/start');
      await page.getByLabel('Its region').fill('eu-west-1');
      await page.getByLabel('Its region').press('Enter');
      await page.getByLabel('Code', { exact: true }).getByText('BCDF-GHJK').waitFor();
      expect(await page.getByRole('timer').textContent()).toMatch(/^\d+:\d\d left$/);
      const link = page.getByRole('link', { name: 'Open the sign-in page' });
      expect(await link.getAttribute('href')).toContain('user_code=BCDF-GHJK');
      expect(await findViolations(page)).toEqual([]);
      await page.getByText('Which role shall kRouter use?').waitFor();
      await page.getByLabel('Role', { exact: true }).selectOption('ReadOnly');
      expect(await findViolations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Use this role' }).click();
      await page.getByText('You are signed in. Continue below.').waitFor();
      expect(await page.getByRole('button', { name: 'Continue' }).isEnabled()).toBe(true);
      await expect
        .poll(() => server.state.wizard?.credentials)
        .toMatchObject({ source: 'sso-role', accountId: '123456789012', roleName: 'ReadOnly' });
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await page.close();
    }, 60_000);
  }

  it('can be cancelled and tried again', async () => {
    const { page } = await openPage(browser, server.link(), { reducedMotion: 'reduce' });
    await page.goto(`${server.origin}/dashboard/#/setup`);
    await page.getByRole('radio', { name: 'Profile work' }).check();
    await page.getByRole('button', { name: 'Sign in with the browser' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('The sign-in was cancelled.').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByLabel('Code', { exact: true }).waitFor();
    await page.close();
  }, 60_000);
});

/** Pixels by which the page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

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
