import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openKeychain } from '../../main/platform/keychain/open-keychain.ts';
import { createStreamLog } from '../../main/platform/stream-log.ts';
import { systemClock } from '../../main/platform/system-clock.ts';
import type { Fault } from '../../main/simulator/faults/fault.ts';
import { startTlsFront } from '../platform/connect-proxy.ts';
import { hasBrowser, launchBrowser } from './browser.ts';
import { findViolations } from './find-violations.ts';
import type { RealOptions } from './serve-real.ts';
import { ended, planRegion, REGION, stageWizard, type WizardStage } from './wizard-stage.ts';

const CONSOLE = `https://${REGION}.console.aws.amazon.com/`;
const TEMPORARY = { AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) };
const STRANGER = `AWS_ACCESS_KEY_ID=AKIAIOSFODNN7NOBODY0\nAWS_SECRET_ACCESS_KEY=${'y'.repeat(40)}`;

interface Case {
  readonly fault: string;
  /** In the simulated region. */
  readonly script?: Fault | readonly Fault[];
  readonly options?: RealOptions;
  /** In the place of the environment's keys. */
  signIn?(page: Page): Promise<void>;
  /** What the page says it means. */
  readonly sentence: RegExp;
  readonly button: string;
  /** What the button does. */
  works(page: Page, stage: WizardStage): Promise<void>;
}

const CASES: readonly Case[] = [
  {
    fault: 'a clock that is wrong',
    script: { kind: 'clock-skew', minutes: 15 },
    sentence: /^This machine's clock is wrong/,
    button: 'How to set the clock',
    async works(page, { simulator }) {
      const dialog = page.getByRole('dialog', { name: 'Set the clock' });
      await dialog.getByText('timedatectl set-ntp true').waitFor();
      expect(await findViolations(page)).toEqual([]);
      await simulator.region(REGION).fault();
      await dialog.getByRole('button', { name: 'Check again' }).click();
      await page.getByText(/^The clock is right/).waitFor();
    },
  },
  {
    fault: 'a bad key',
    signIn: paste(STRANGER),
    sentence: /^AWS does not know this key/,
    button: 'Enter the credentials again',
    works: async (page) => expect(await focusedName(page)).toBe('Keys'),
  },
  {
    fault: 'a missing session token',
    options: { env: TEMPORARY },
    sentence: /^This is a temporary key \(ASIA…\), and its session token is not there/,
    button: 'Enter the session token',
    works: (page) => hasHeading(page, 'How do you sign in to AWS?'),
  },
  {
    fault: 'a service control policy',
    script: { kind: 'named', name: 'scp-deny' },
    sentence: /^Your organisation forbids this in us-east-1/,
    button: 'Use a narrower scope',
    async works(page) {
      await page.getByRole('list', { name: 'Steps' }).getByRole('button', { name: 'Regions' }).click();
      expect(await page.getByRole('radio', { name: 'In region' }).isChecked()).toBe(true);
    },
  },
  {
    fault: 'no access to the model',
    script: { kind: 'named', name: 'model-access' },
    sentence: /^The account has not been given this model in us-east-1/,
    button: 'Open the model catalog',
    works: (page) => isLink(page, 'Open the model catalog', '#/model-catalog'),
  },
  {
    fault: 'a use-case form that was never filled in',
    script: [
      { kind: 'availability', useCaseForm: 'missing' },
      { kind: 'named', name: 'use-case-form' },
    ],
    sentence: /^Anthropic asks every account to describe its use case once/,
    button: 'Open the form',
    works: (page) => isLink(page, 'Open the form', '#/modelaccess'),
  },
  {
    fault: 'a model that needs an inference profile',
    script: {
      kind: 'http-error',
      error: 'ValidationException',
      message:
        'Invocation of model ID anthropic.claude-haiku-4-5 with on-demand throughput isn\u2019t supported. Retry your request with the ID or ARN of an inference profile that contains this model.',
    },
    sentence: /^This model answers only through an inference profile/,
    button: 'Change the scope',
    async works(page) {
      await hasHeading(page, 'Where may requests go?');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Geography');
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Global');
    },
  },
  {
    fault: 'a region without the model',
    script: [
      { kind: 'availability', region: 'NOT_AVAILABLE' },
      {
        kind: 'http-error',
        error: 'ValidationException',
        message: 'The provided model identifier is invalid.',
      },
    ],
    sentence: /^The model is not offered in us-east-1 within the scope/,
    button: 'Choose another region',
    async works(page) {
      await hasHeading(page, 'Where may requests go?');
      expect(await focusedName(page)).toBe('Add a region');
    },
  },
  {
    fault: 'throttling',
    script: { kind: 'http-error', error: 'ThrottlingException' },
    sentence: /^The account's quota in us-east-1 is used up for now/,
    button: 'Open the quotas',
    works: (page) => isLink(page, 'Open the quotas', 'servicequotas/home/services/bedrock/quotas'),
  },
  {
    fault: 'a certificate of a stranger',
    sentence: /^The way out of this network is not open/,
    button: 'Set proxy and certificates',
    async works(page) {
      await hasHeading(page, 'Where may requests go?');
      expect(await focusedName(page)).toBe('Proxy');
    },
  },
  {
    fault: 'no keyring',
    sentence: /^This machine has no keychain/,
    button: 'Sign in another way',
    works: (page) => hasHeading(page, 'How do you sign in to AWS?'),
  },
];

describe.skipIf(!hasBrowser)('what the wizard says of', () => {
  let browser: Browser;
  const open: { close(): void | Promise<void> }[] = [];
  const said = new Map<string, { readonly sentence: string; readonly button: string }>();

  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });
  afterAll(() => browser.close());

  const stage = async (options?: RealOptions): Promise<WizardStage> => {
    const staged = await stageWizard(browser, options);
    open.push(staged);
    return staged;
  };

  /** Brings the wizard to the checks of the region as the case has it. */
  const reach = async (one: Case): Promise<{ page: Page; staged: WizardStage }> => {
    if (one.fault === 'no keyring') return reachWithoutKeyring(one);
    const staged = await stage(one.options);
    const region = staged.simulator.region(REGION);
    await region.fault(one.script);
    const page = await staged.open();
    await (one.signIn ?? useEnvironment)(page);
    await planRegion(
      page,
      one.fault.startsWith('a certificate') ? await front(region.endpoint) : region.endpoint,
    );
    return { page, staged };
  };

  const front = async (endpoint: string): Promise<string> => {
    const tls = await startTlsFront(endpoint);
    open.push(tls);
    return tls.url;
  };

  /** Keys were pasted, kRouter was stopped: the setup is remembered, the keys are not. */
  const reachWithoutKeyring = async (_one: Case): Promise<{ page: Page; staged: WizardStage }> => {
    const secrets = noKeyring();
    open.push(secrets);
    expect(await secrets.probe()).toBe('missing');
    const staged = await stage({ secrets });
    const page = await staged.open();
    await paste(STRANGER)(page);
    await page.getByText('This machine has no keychain.').waitFor();
    await planRegion(page, staged.simulator.region(REGION).endpoint);
    await ended(page);
    await page.reload();
    return { page, staged };
  };

  it.each(CASES)(
    '$fault has a sentence and a fix of its own',
    async (one) => {
      const { page, staged } = await reach(one);
      await ended(page);
      const sentence = page.getByText(one.sentence).first();
      await sentence.waitFor();
      const button = page
        .getByRole('button', { name: one.button })
        .or(page.getByRole('link', { name: one.button }));
      expect(await button.count()).toBe(1);
      said.set(one.fault, { sentence: (await sentence.textContent()) ?? '', button: one.button });
      expect(await findViolations(page)).toEqual([]);
      if (one.button.startsWith('Open')) await one.works(page, staged);
      else {
        await button.click();
        await one.works(page, staged);
      }
      await page.context().close();
    },
    60_000,
  );

  it('is never said of another', () => {
    expect(said.size).toBe(CASES.length);
    const spoken = [...said.values()];
    expect(new Set(spoken.map(({ sentence }) => sentence)).size).toBe(CASES.length);
    expect(new Set(spoken.map(({ button }) => button)).size).toBe(CASES.length);
  });
});

/** The keychain as it is on a server: the child that would ask it cannot reach one. */
function noKeyring() {
  return openKeychain({
    launch: ({ onMessage }) => ({
      send: ({ id }) =>
        setImmediate(() =>
          onMessage({ id, ok: false, message: 'Cannot autolaunch D-Bus without X11 $DISPLAY' }),
        ),
      kill: () => undefined,
    }),
    indexPath: '/nonexistent/keychain-index.json',
    clock: systemClock,
    log: createStreamLog({ write: () => true }, 'error'),
  });
}

async function useEnvironment(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Environment variables' }).check();
}

function paste(text: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.getByRole('radio', { name: 'Paste keys' }).check();
    await page.getByLabel('Keys', { exact: true }).fill(text);
    await page.getByRole('button', { name: 'Read' }).click();
    await page.getByText('A long-lived access key ending in').waitFor();
  };
}

/** The name of the field that has the focus. */
function focusedName(page: Page): Promise<unknown> {
  return page.evaluate('document.activeElement.labels?.[0]?.textContent');
}

async function hasHeading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name }).waitFor();
}

async function isLink(page: Page, name: string, end: string): Promise<void> {
  const link = page.getByRole('link', { name });
  const href = (await link.getAttribute('href')) ?? '';
  expect(href.startsWith(CONSOLE) && href.endsWith(end)).toBe(true);
  expect(await link.getAttribute('rel')).toBe('noreferrer');
}
