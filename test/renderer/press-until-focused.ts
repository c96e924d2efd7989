import type { Page } from 'playwright-core';

const MOST_PRESSES = 120;

/** Presses Tab until the control with this text has the focus. @throws Error when it cannot be reached */
export async function pressUntilFocused(page: Page, text: string): Promise<void> {
  await page.getByText(text, { exact: true }).last().waitFor();
  for (let press = 0; press < MOST_PRESSES; press += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate('document.activeElement.textContent.trim()');
    if (focused === text) return;
  }
  throw new Error(`"${text}" cannot be reached with Tab`);
}
