/**
 * `npm run screenshots`: the README's pictures, taken in Chromium from the running demo (simulated regions, real engine).
 * Needs a built project and a Chromium: /usr/bin/chromium, or the path in CHROMIUM.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}docs/images/`;
const SIZE = { width: 1280, height: 800 };
/** Enough live streams to see the meters move. */
const STREAMS = 9;

const demo = spawn(process.execPath, [`${root}dist/main/cli.cjs`, 'demo', '--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  mkdirSync(out, { recursive: true });
  await shoot(await started(demo));
} finally {
  demo.kill('SIGTERM');
}

/** The dashboard's link and the key, as the demo prints them. */
function started({ stdout }) {
  let text = '';
  return new Promise((resolve, reject) => {
    stdout.on('end', () => reject(new Error(`the demo ended early:\n${text}`)));
    stdout.on('data', (chunk) => {
      text += chunk;
      const link = /http:\S+\/dashboard#token=\S+/.exec(text)?.[0];
      const key = /sk-krouter-[\w-]+/.exec(text)?.[0];
      if (link && key) resolve({ link, key });
    });
  });
}

async function shoot({ link, key }) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await browser.newPage({ viewport: SIZE, colorScheme: 'dark' });
  await page.goto(link);
  await page.waitForSelector('nav');
  const answers = Array.from({ length: STREAMS }, (_, i) => ask(new URL(link).origin, key, i));
  await page.waitForTimeout(450);
  await page.screenshot({ path: `${out}live.png` });
  await Promise.all(answers);
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page, 'Regions', 'regions');
  await page.click('nav >> text=Bedrock setup');
  await page.click('text=Try it without AWS');
  await page.locator('text="Works"').nth(1).waitFor();
  await page.screenshot({ path: `${out}wizard.png` });
  await browser.close();
}

async function open(page, link, name) {
  await page.click(`nav >> text=${link}`);
  await page.waitForTimeout(800);
  await page.screenshot({ path: `${out}${name}.png` });
}

async function ask(origin, key, number) {
  const agents = ['claude-cli/2.1.240', 'codex_cli_rs/0.61', 'OpenAI/Python 2.9.0'];
  const response = await fetch(`${origin}/v1/chat/completions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${key}`,
      'user-agent': agents[number % agents.length],
    },
    body: JSON.stringify({
      model: number % 2 === 0 ? 'regulated' : 'bedrock/anthropic.claude-haiku-4-5',
      stream: true,
      messages: [{ role: 'user', content: `What should I test first in part ${number}?` }],
    }),
  });
  await response.text();
}
