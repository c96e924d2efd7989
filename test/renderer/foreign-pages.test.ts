import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser } from './browser.ts';
import { KEY, type RealServer, serveReal } from './serve-real.ts';

const BODY = JSON.stringify({
  model: 'claude-sonnet-4-6',
  max_tokens: 5,
  messages: [{ role: 'user', content: 'Hi' }],
});

/** What a page may try with nothing but the platform. The worst case: it has somehow learnt the key for apps. */
const ATTEMPTS: Readonly<Record<string, string>> = {
  'reading the model list': 'fetch(target + "/v1/models", { headers: { authorization: "Bearer " + key } })',
  'a JSON request with the key': `fetch(target + "/v1/messages", { method: "POST", body, headers: { "x-api-key": key, "content-type": "application/json" } })`,
  'a request without a preflight':
    'fetch(target + "/v1/messages", { method: "POST", body, mode: "no-cors", headers: { "content-type": "text/plain" } })',
  'a request with the key in its path':
    'fetch(target + "/key/" + key + "/v1/messages", { method: "POST", body, mode: "no-cors" })',
  'a beacon with the key in its query': `new Promise((_resolve, reject) => {
     navigator.sendBeacon(target + "/v1/messages?key=" + key, new Blob([body], { type: "text/plain" }));
     reject(new Error("told nothing")); })`,
  'live events of the dashboard': `new Promise((resolve, reject) => {
     const source = new EventSource(target + "/dashboard/api/events");
     source.onopen = () => resolve("opened"); source.onerror = () => reject(new Error("refused")); })`,
  'a socket': `new Promise((resolve, reject) => {
     const socket = new WebSocket(target.replace("http", "ws") + "/v1/realtime");
     socket.onopen = () => resolve("opened"); socket.onerror = () => reject(new Error("refused")); })`,
  'the dashboard API': `fetch(target + "/dashboard/api/status.get", { method: "POST", body: "{}", headers: { "content-type": "application/json" } })`,
};

describe.skipIf(!hasBrowser)('a page of another origin, in a real browser', () => {
  let browser: Browser;
  let krouter: RealServer;
  let elsewhere: Server;
  let port: number;
  let asked: string[];

  beforeAll(async () => {
    krouter = await serveReal();
    asked = [];
    elsewhere = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>elsewhere</title>');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    port = portOf(elsewhere);
    browser = await launchBrowser(['--host-resolver-rules=MAP *.example.test 127.0.0.1']);
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    elsewhere.close();
    await krouter.close();
  });

  /** Answers that a page may read, by attempt; what it may not read is `refused`. */
  async function attack(page: Page, target: string): Promise<Record<string, string>> {
    const outcomes: Record<string, string> = {};
    for (const [name, attempt] of Object.entries(ATTEMPTS)) {
      const scope = `const target = ${JSON.stringify(target)}, key = ${JSON.stringify(KEY)}, body = ${JSON.stringify(BODY)};`;
      const outcome = await page.evaluate(
        `(async () => { ${scope} try { const got = await ${attempt};
           return typeof got === "string" ? got : got.type === "opaque" ? "refused" : String(got.status); }
           catch { return "refused"; } })()`,
      );
      outcomes[name] = String(outcome);
    }
    return outcomes;
  }

  const REFUSED = Object.fromEntries(Object.keys(ATTEMPTS).map((name) => [name, 'refused']));

  it('on another port of this machine can read nothing, whatever it knows', async () => {
    const page = await browser.newPage();
    page.on('response', (response) => {
      if (response.url().startsWith(krouter.origin)) asked.push(`${response.status()}`);
    });
    await page.goto(`http://127.0.0.1:${port}/`);
    expect(await attack(page, krouter.origin)).toEqual(REFUSED);
    // Those that need no permission to be sent are refused by kRouter itself.
    expect(asked.length).toBeGreaterThan(0);
    expect(new Set(asked)).toEqual(new Set(['403']));
  });

  it('of another site can read nothing either', async () => {
    const page = await browser.newPage();
    await page.goto(`http://shop.example.test:${port}/`);
    expect(await attack(page, krouter.origin)).toEqual(REFUSED);
  });

  it('whose name comes to point at this machine finds its own name refused: DNS rebinding', async () => {
    const page = await browser.newPage();
    const rebound = `http://shop.example.test:${new URL(krouter.origin).port}`;
    const first = await page.goto(`${rebound}/v1/models`);
    expect(first?.status()).toBe(403);
    const outcomes = await attack(page, rebound);
    for (const [name, outcome] of Object.entries(outcomes)) {
      expect(['403', 'refused'], `${name}: ${outcome}`).toContain(outcome);
    }
  });

  it('cannot show the dashboard in a frame, nor a form reach anything', async () => {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    const answered = () => page.waitForResponse((response) => response.url().startsWith(krouter.origin));
    const frame = `<iframe src="${krouter.origin}/dashboard/"></iframe>`;
    const [framed] = await Promise.all([answered(), page.setContent(frame)]);
    expect(framed.status()).toBe(403);
    await page.setContent(
      `<form method="post" enctype="text/plain" action="${krouter.origin}/key/${KEY}/v1/messages"><input name='{"model":"m","x":"' value='"}'></form>`,
    );
    const [answer] = await Promise.all([answered(), page.evaluate('document.forms[0].submit()')]);
    expect(answer.status()).toBe(403);
  });

  it('has none of its attempts metered', async () => {
    const metrics = await fetch(`${krouter.origin}/metrics`, { headers: { 'x-api-key': KEY } });
    expect(await metrics.text()).not.toMatch(/^krouter_requests_total\{.*\} [1-9]/m);
  });
});

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
