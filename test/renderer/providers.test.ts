import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, type OpenedPage, openPage } from './browser.ts';
import { findViolations } from './find-violations.ts';
import { type SampleServer, serveSample } from './serve-sample.ts';

describe.skipIf(!hasBrowser)('adding a provider', () => {
  let browser: Browser;
  let server: SampleServer;
  let opened: OpenedPage;

  beforeAll(async () => {
    browser = await launchBrowser();
    server = await serveSample();
    opened = await openPage(browser, server.link(), { reducedMotion: 'reduce' });
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  async function choose(page: Page, kind: RegExp) {
    await page.goto(`${server.origin}/dashboard/#/providers`);
    await page.getByRole('button', { name: 'Other provider' }).click();
    await page.getByRole('dialog').getByRole('button', { name: kind }).click();
    return page.getByRole('dialog');
  }

  function saved(id: string) {
    return server.state.providers.find(({ config }) => config.id === id)?.config;
  }

  it('offers every kind, the official ones first, without a violation', async () => {
    const { page } = opened;
    await page.goto(`${server.origin}/dashboard/#/providers`);
    await page.getByRole('button', { name: 'Other provider' }).click();
    const kinds = await page.getByRole('dialog').getByRole('listitem').allInnerTexts();
    const marks = kinds.map((kind) => kind.includes('Not an official access'));
    expect(kinds.join()).toContain('Ollama');
    expect(marks).toEqual([...marks].sort());
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('fills in a server that many have, and saves it', async () => {
    const { page } = opened;
    const dialog = await choose(page, /OpenAI-compatible/);
    await dialog.getByLabel('Server').selectOption('vLLM');
    expect(await dialog.getByLabel('Base URL').inputValue()).toBe('http://127.0.0.1:8000/v1');
    await dialog.getByLabel('Models').fill('fast = Qwen/Qwen3-8B');
    expect(await findViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(saved('vllm')).toMatchObject({
      type: 'openai-compatible',
      models: { fast: 'Qwen/Qwen3-8B' },
      credentials: { source: 'none' },
    });
    await page
      .getByRole('article', { name: 'vllm' })
      .getByText('OpenAI-compatible server at 127.0.0.1:8000')
      .waitFor();
  });

  it('says at the field what is wrong, and goes on once it is right', async () => {
    const { page } = opened;
    const dialog = await choose(page, /^Ollama/);
    await dialog.getByLabel('Base URL').fill('localhost:11434');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').getByText('http://').waitFor();
    await dialog.getByLabel('Base URL').fill('http://localhost:11434');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(saved('ollama')).toMatchObject({ baseUrl: 'http://localhost:11434' });
  });

  it('does not take the place of another', async () => {
    const dialog = await choose(opened.page, /^Ollama/);
    await dialog.getByLabel('Name').fill('vllm');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').getByText('Another provider has this name.').waitFor();
    await opened.page.keyboard.press('Escape');
    expect(saved('vllm')?.type).toBe('openai-compatible');
  });

  it('asks for agreement where the access is not an official one', async () => {
    const { page } = opened;
    const dialog = await choose(page, /^Kiro/);
    const save = dialog.getByRole('button', { name: 'Save' });
    expect(await save.isDisabled()).toBe(true);
    expect(await findViolations(page)).toEqual([]);
    await dialog.getByLabel('I have read this and may use it').click();
    expect(await save.isDisabled()).toBe(false);
    await page.keyboard.press('Escape');
    expect(opened.faults).toEqual([]);
  });

  it('changes one that is there, with the key left as it is', async () => {
    const { page } = opened;
    await page.goto(`${server.origin}/dashboard/#/providers`);
    await page.getByRole('button', { name: 'Edit vllm' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Context size').fill('8192');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(saved('vllm')).toMatchObject({ contextTokens: 8192, models: { fast: 'Qwen/Qwen3-8B' } });
  });
});
