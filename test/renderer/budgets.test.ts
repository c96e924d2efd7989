import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { budgetSchema } from '../../contract/budget.ts';
import { hasBrowser, launchBrowser, openPage } from './browser.ts';
import { pressUntilFocused } from './press-until-focused.ts';
import { budgetView } from './sample/sample-budgets.ts';
import { type RealServer, serveReal } from './serve-real.ts';
import { type SampleServer, serveSample } from './serve-sample.ts';

describe.skipIf(!hasBrowser)('budgets on the Usage page of the real engine', () => {
  let browser: Browser;
  let server: RealServer;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await serveReal();
    ({ page } = await openPage(browser, server.link(), {
      reducedMotion: 'reduce',
      viewport: { width: 900, height: 600 },
    }));
    await page.goto(`${server.origin}/dashboard/#/usage`);
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const card = (id: string) => page.getByRole('region', { name: `Budget ${id}` });
  const type = (text: string) => page.keyboard.type(text);
  const tab = () => page.keyboard.press('Tab');

  it('are made by keyboard alone', async () => {
    await page.getByText('A budget tells you when').waitFor();
    await pressUntilFocused(page, 'New budget');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await type('claude code');
    await tab();
    await type('25.5');
    await tab();
    await type('W');
    await tab();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await tab();
    await type('claude-code');
    await page.keyboard.press('Enter');
    await page.getByText('use letters, digits, dot, dash').waitFor();
    // The focus has gone to the field with the fault.
    await page.keyboard.press('Control+a');
    await type('coding');
    for (const _ of ['limit', 'period', 'counts', 'app', 'alerts']) await tab();
    await page.keyboard.press('Control+a');
    await type('90%');
    await tab();
    await page.keyboard.press('Space');
    await tab();
    await tab();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await card('coding').innerText()).toMatch(
      /App claude-code, per week[\s\S]*\$0 of \$25\.50[\s\S]*0%/,
    );
    expect(await card('coding').getByText('Stops the app when spent.').count()).toBe(1);
    const meter = card('coding').getByRole('meter', { name: 'Spent of coding' });
    expect(await meter.getAttribute('aria-valuetext')).toBe('$0 of $25.50, 0%');
  });

  it('are not made twice under one name', async () => {
    await page.getByRole('button', { name: 'New budget' }).click();
    await page.getByLabel('Name').fill('coding');
    await page.getByLabel('Limit in US dollars').fill('3');
    await page.keyboard.press('Enter');
    await page.getByText('This name is taken.').waitFor();
    await page.keyboard.press('Escape');
  });

  it('are changed, everything as it was in the form, and removed', async () => {
    await page.getByRole('button', { name: 'Edit coding' }).click();
    expect(await page.getByLabel('Tell me at').inputValue()).toBe('90');
    expect(await page.getByLabel('App', { exact: true }).inputValue()).toBe('claude-code');
    expect(await page.getByRole('switch').isChecked()).toBe(true);
    await page.getByLabel('Limit in US dollars').fill('$40');
    await page.getByRole('button', { name: 'Save' }).click();
    await card('coding').getByText('of $40.00').waitFor();
    await page.getByRole('button', { name: 'Remove coding' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('A budget tells you when').waitFor();
  });
});

describe.skipIf(!hasBrowser)('the alerts of budgets', () => {
  let browser: Browser;
  let server: SampleServer;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await serveSample();
    ({ page } = await openPage(browser, server.link(), { reducedMotion: 'reduce' }));
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('come up on whatever page is open, and stay there when the budget is spent', async () => {
    await page.goto(`${server.origin}/dashboard/#/live`);
    const team = {
      id: 'team',
      limitUsd: 10,
      period: 'day',
      scope: { kind: 'all' },
      alertAt: [1],
      stop: true,
    } as const;
    const budget = budgetView(budgetSchema.parse(team), { spentUsd: 11, now: Date.now() });
    server.state.emit({ type: 'budget-crossed', budget });
    const notice = page.getByRole('region', { name: 'Notices' }).getByRole('alert');
    await notice.getByText('The budget "team" is spent').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await notice.waitFor({ state: 'detached' });
  });

  it('stand on the Usage page as long as the budget is spent, with a way to raise it', async () => {
    await page.goto(`${server.origin}/dashboard/#/usage`);
    await page.getByText('The budget "ireland" is spent').waitFor();
    await page.getByRole('button', { name: 'Change the budget ireland' }).click();
    await page.getByLabel('Limit in US dollars').fill('100');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The budget "ireland" is spent').waitFor({ state: 'detached' });
  });

  it('show percentiles up to p99 beside them', async () => {
    await page
      .getByRole('table', { name: 'Usage by model' })
      .getByRole('columnheader', { name: 'p99' })
      .waitFor();
    await page.getByRole('heading', { name: 'First token, p99 by model' }).waitFor();
    expect(await page.getByText(/^p95 .+, p99 .+/).count()).toBe(1);
  });
});
