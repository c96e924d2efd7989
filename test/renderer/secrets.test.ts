import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGES } from '../../renderer/state/page-names.ts';
import { hasBrowser, launchBrowser } from './browser.ts';
import { readMemory } from './read-memory.ts';
import { planRegion, REGION, stageWizard, type WizardStage } from './wizard-stage.ts';

/** Each unlike anything else, so that a part of one that is found anywhere is a leak. */
const KEYS = {
  accessKeyId: 'ASIAIOSFODNN7CANARY0',
  secretAccessKey: 'wJalrXUtnFEMIK7MDENGbPxRfiCYCANARYSECRET',
  sessionToken: `IQoJb3JpZ2luX2VjCANARYTOKEN${'qz7'.repeat(40)}`,
};
const API_KEY = 'sk-ant-canary-0123456789-abcdefghijklmnop';
const DROPPED = 'sk-ant-dropped-9876543210-ponmlkjihgfedcba';
const UNREAD = 'wJalrXUtnFEMIK7MDENGbPxRfiCYNEVERREADXXX';
const PASSWORD = 'canary-proxy-password-31415926';
const SECRETS = [KEYS.secretAccessKey, KEYS.sessionToken, API_KEY, DROPPED, UNREAD, PASSWORD];

describe.skipIf(!hasBrowser)('a secret that was typed into a page', () => {
  let browser: Browser;
  let stage: WizardStage;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    stage = await stageWizard(browser, { simulator: { accessKeys: [KEYS] } });
    page = await stage.open();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await stage.close();
  });

  it('can be found by this test while it stands in its field', async () => {
    await page.getByRole('radio', { name: 'Paste keys' }).check();
    await page.getByLabel('Keys', { exact: true }).fill(UNREAD);
    expect(await leaksOf(page)).toEqual([UNREAD]);
  }, 30_000);

  it('is taken by the engine for a set of keys, which then works', async () => {
    const lines = [
      `export AWS_ACCESS_KEY_ID=${KEYS.accessKeyId}`,
      `export AWS_SECRET_ACCESS_KEY=${KEYS.secretAccessKey}`,
      `export AWS_SESSION_TOKEN=${KEYS.sessionToken}`,
    ];
    await page.getByLabel('Keys', { exact: true }).fill(lines.join('\n'));
    await page.getByRole('button', { name: 'Read' }).click();
    await page.getByText('A session with a token ending in').waitFor();
    await planRegion(page, stage.simulator.region(REGION).endpoint);
    await page.getByText('Works', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await page.getByRole('heading', { name: 'What you can ask for' }).waitFor();
    for (const button of ['Continue', 'Continue', 'Done']) {
      await page.getByRole('button', { name: button, exact: true }).click();
    }
    await page.getByRole('heading', { name: 'Live' }).waitFor();
  }, 60_000);

  it('is taken for a provider of a plain API key, and dropped with a form that is left', async () => {
    await page.goto(`${stage.server.origin}/dashboard/#/providers`);
    const begin = async (key: string): Promise<void> => {
      await page.getByRole('button', { name: 'Other provider' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Anthropic API' }).click();
      await page.getByRole('dialog').getByLabel('API key').fill(key);
    };
    await begin(DROPPED);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await begin(API_KEY);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('article', { name: 'anthropic' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }, 30_000);

  it('is taken for the password of a proxy', async () => {
    await page.getByRole('button', { name: `Edit bedrock-${REGION}` }).click();
    await page.getByLabel('Proxy', { exact: true }).fill('http://ada@127.0.0.1:9');
    await page.getByLabel('Proxy password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Test the way out' }).click();
    await page.getByRole('dialog').getByText('127.0.0.1:9').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }, 30_000);

  it('is in none of the pages afterwards, nor in the memory of the tab', async () => {
    for (const name of PAGES) {
      await page.goto(`${stage.server.origin}/dashboard/#/${name}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      const html = await page.content();
      expect(SECRETS.filter((secret) => html.includes(secret))).toEqual([]);
    }
    expect(await leaksOf(page)).toEqual([]);
  }, 60_000);

  it('is kept neither by the browser nor in a file or a log of the engine', async () => {
    const kept = String(
      await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])'),
    );
    expect(kept).toContain('krouter.session');
    const written = filesIn(stage.server.dataDir).map((file) => readFileSync(file, 'latin1'));
    expect(written.join('')).toContain(`bedrock-${REGION}`);
    const all = [kept, ...written, ...stage.server.logLines].join('\n');
    expect(SECRETS.filter((secret) => all.includes(secret))).toEqual([]);
  });
});

/** The secrets that the tab's heap or its DOM holds. */
async function leaksOf(page: Page): Promise<readonly string[]> {
  const memory = await readMemory(page);
  return SECRETS.filter((secret) => memory.includes(secret));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}
