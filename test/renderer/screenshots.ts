import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES } from '../../renderer/state/page-names.ts';
import { launchBrowser, openPage } from './browser.ts';
import { serveSample } from './serve-sample.ts';

/** Pictures of every page in both themes and two sizes: `node test/renderer/run.mjs screenshots.ts FOLDER [page…]`. */
const [, , , folder = 'screenshots', ...wanted] = process.argv;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 900, height: 600 },
  { width: 3840, height: 2160 },
];

mkdirSync(folder, { recursive: true });
const server = await serveSample();
const browser = await launchBrowser();
for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of SIZES) {
    const { page, faults } = await openPage(browser, server.link(), { viewport, colorScheme });
    for (const name of PAGES.filter((each) => wanted.length === 0 || wanted.includes(each))) {
      await page.goto(`${server.origin}/dashboard/#/${name}`);
      await page.waitForTimeout(900);
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${viewport.width}.png`) });
    }
    for (const fault of faults) process.stdout.write(`${colorScheme} ${viewport.width}: ${fault}\n`);
    await page.context().close();
  }
}
await browser.close();
await server.close();
