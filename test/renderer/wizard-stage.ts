import type { Browser, Page } from 'playwright-core';
import { demoCredentials } from '../../main/simulator/demo-credentials.ts';
import type { SimulatorOptions } from '../../main/simulator/simulator-options.ts';
import { type Simulator, startSimulator } from '../../main/simulator/start-simulator.ts';
import { openPage } from './browser.ts';
import { type RealOptions, type RealServer, serveReal } from './serve-real.ts';

export const REGION = 'us-east-1';

export interface WizardStage {
  readonly simulator: Simulator;
  readonly server: RealServer;
  /** Opens the wizard in a tab of its own. */
  open(): Promise<Page>;
  close(): Promise<void>;
}

/** The real engine with a simulated region that the wizard has to be told of, as it has to be told of a VPC endpoint. */
export async function stageWizard(
  browser: Browser,
  options: RealOptions & { readonly simulator?: Partial<SimulatorOptions> } = {},
): Promise<WizardStage> {
  const simulator = await startSimulator({
    regions: [REGION],
    accessKeys: [demoCredentials],
    ...options.simulator,
  });
  const server = await serveReal({
    ...options,
    env: {
      AWS_ACCESS_KEY_ID: demoCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: demoCredentials.secretAccessKey,
      ...options.env,
    },
  });
  return {
    simulator,
    server,
    async open() {
      const { page } = await openPage(browser, server.link(), { reducedMotion: 'reduce' });
      page.setDefaultTimeout(10_000);
      await page.goto(`${server.origin}/dashboard/#/setup`);
      await page.getByRole('heading', { name: 'How do you sign in to AWS?' }).waitFor();
      return page;
    },
    async close() {
      await server.close();
      await simulator.close();
    },
  };
}

/** Goes on from the sign-in to the checks of one region behind this endpoint. */
export async function planRegion(page: Page, endpoint: string): Promise<void> {
  await page.getByRole('button', { name: 'Continue' }).click();
  const region = page.getByRole('article', { name: REGION });
  await page.getByRole('heading', { name: 'Where may requests go?' }).waitFor();
  if ((await region.count()) === 0) {
    await page.getByLabel('Add a region').fill(REGION);
    await page.getByLabel('Add a region').press('Enter');
  }
  await setEndpoint(page, endpoint);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Does it work?' }).waitFor();
}

/** In the Regions step: the endpoint of the one region. */
export async function setEndpoint(page: Page, endpoint: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'Endpoint' });
  if (!(await field.isVisible())) await page.getByText('Advanced', { exact: true }).click();
  await field.fill(endpoint);
}

/** Waits until the check of the region has ended. */
export async function ended(page: Page): Promise<void> {
  const card = page.getByRole('region', { name: `Checks of ${REGION}` });
  await card.getByText(/^(Works|Does not work yet)$/).waitFor();
}
