import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PAGE_LIST } from '../../renderer/components/shell/page-list.ts';
import { PAGES } from '../../renderer/state/page-names.ts';
import { hasBrowser, launchBrowser, openPage } from './browser.ts';
import { type SampleServer, serveSample } from './serve-sample.ts';

/** More than any page has controls. */
const MOST_STOPS = 250;

const stopSchema = z.object({
  /** Undefined: nothing of the page has the focus, so Tab has left it. */
  name: z.string().optional(),
  outline: z.string(),
  inSight: z.boolean(),
});

/** What has the focus: its name, the ring around it, and whether it can be seen. */
const FOCUSED = `(() => {
  const element = document.activeElement;
  if (element === null || element === document.body) return { outline: '', inSight: true };
  const { top, bottom, width, height } = element.getBoundingClientRect();
  const label = element.labels?.[0]?.textContent ?? element.getAttribute('aria-label');
  const by = document.getElementById(element.getAttribute('aria-labelledby') ?? '')?.textContent;
  const style = getComputedStyle(element);
  return {
    name: (by ?? label ?? element.textContent ?? '').trim() || element.getAttribute('placeholder') || element.id || '',
    outline: element.id === 'main' || element.tagName === 'MAIN' ? 'the page itself' : style.outlineStyle,
    inSight: width > 0 && height > 0 && bottom > 0 && top < innerHeight,
  };
})()`;

describe.skipIf(!hasBrowser)('by keyboard alone', () => {
  let browser: Browser;
  let server: SampleServer;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await serveSample();
    ({ page } = await openPage(browser, server.link(), {
      reducedMotion: 'reduce',
      viewport: { width: 900, height: 600 },
    }));
    page.setDefaultTimeout(5_000);
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it.each(PAGES)(
    'every control of the page %s is reached in turn, named and ringed',
    async (name) => {
      await page.goto(`${server.origin}/dashboard/#/${name}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle', { timeout: 500 }).catch(() => undefined);
      await page.evaluate('document.activeElement.blur()');
      const stops: z.infer<typeof stopSchema>[] = [];
      for (let press = 0; press < MOST_STOPS; press += 1) {
        await page.keyboard.press('Tab');
        const stop = stopSchema.parse(await page.evaluate(FOCUSED));
        if (stop.name === undefined) break;
        stops.push(stop);
      }
      expect(stops.length).toBeGreaterThan(PAGES.length + 2);
      expect(stops.length).toBeLessThan(MOST_STOPS);
      expect(stops.filter(({ name: said }) => said === '')).toEqual([]);
      expect(stops.filter(({ outline }) => outline === 'none')).toEqual([]);
      expect(stops.filter(({ inSight }) => !inSight)).toEqual([]);
    },
    60_000,
  );

  it.each(PAGE_LIST)('the page $title is found with Ctrl+K', async ({ page: name, title }) => {
    await run(page, title);
    await expect.poll(() => page.url()).toContain(`#/${name}`);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it.each([
    ['New budget', 'New budget'],
    ['New combo', 'New combo'],
    ['Add a provider', 'Add a provider'],
    ['Set a price', 'Own price'],
  ])('the command "%s" opens its form from any page, and Escape leaves it', async (command, title) => {
    await page.goto(`${server.origin}/dashboard/#/live`);
    await run(page, command);
    const dialog = page.getByRole('dialog', { name: title });
    await dialog.waitFor();
    expect(await page.evaluate("document.activeElement.closest('dialog') !== null")).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await run(page, command);
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('a dialog gives the focus back to the button that opened it', async () => {
    await page.goto(`${server.origin}/dashboard/#/providers`);
    const button = page.getByRole('button', { name: 'Other provider' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Other provider');
  });

  it('the buttons of a long form stay in sight, and cover no field that has the focus', async () => {
    await page.goto(`${server.origin}/dashboard/#/providers`);
    await page.getByRole('button', { name: 'Edit bedrock-eu-west-1' }).click();
    const save = page.getByRole('dialog').getByRole('button', { name: 'Save' });
    const bar = await save.boundingBox();
    expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeLessThanOrEqual(600);
    await page.getByLabel('Certificate authority').focus();
    const field = await page.getByLabel('Certificate authority').boundingBox();
    expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
    await page.keyboard.press('Escape');
  });

  it('nothing moves where the system asks for that', async () => {
    await page.goto(`${server.origin}/dashboard/#/live`);
    await page.locator('[data-index="0"]').click();
    await page.getByRole('dialog').waitFor();
    const longest = await page.evaluate(
      `Math.max(0, ...document.getAnimations().map((animation) => Number(animation.effect.getComputedTiming().activeDuration)))`,
    );
    expect(longest).toBeLessThan(1);
    await page.keyboard.press('Escape');
  });
});

/** Runs a command of the palette. */
async function run(page: Page, command: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Commands' }).waitFor();
  await page.keyboard.type(command);
  await page.getByRole('dialog').getByRole('option', { name: command }).first().waitFor();
  await page.keyboard.press('Enter');
}
