import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DesktopSession, whyNoDesktop } from './desktop-session.ts';

const reason = whyNoDesktop();

describe.skipIf(reason)(
  `the window's walls${reason ? ` (not run: ${reason})` : ''}`,
  { timeout: 60_000 },
  () => {
    const session = new DesktopSession();
    let app: ElectronApplication;
    let page: Page;

    beforeAll(async () => {
      await session.open();
      app = await session.launch();
      page = await session.window(app);
    }, 60_000);
    afterAll(() => session.close());

    it('runs the page in a sandbox of its own, without Node', async () => {
      const preferences = await app.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        const read: unknown = contents && Reflect.get(contents, 'getLastWebPreferences').call(contents);
        return read;
      });
      expect(preferences).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
      });
      const globals = await page.evaluate('[typeof require, typeof process, typeof module, typeof Buffer]');
      expect(globals).toEqual(['undefined', 'undefined', 'undefined', 'undefined']);
    });

    it('gives the page one transport and nothing else', async () => {
      expect(await page.evaluate('Object.keys(krouter).sort()')).toEqual(['call', 'kind', 'subscribe']);
      expect(await page.evaluate('krouter.kind')).toBe('ipc');
    });

    it('sends live events, the status first', async () => {
      const first = await page.evaluate(
        'new Promise((resolve) => { const stop = krouter.subscribe((event) => { stop(); resolve(event); }); })',
      );
      expect(first).toMatchObject({ type: 'status-changed', status: { desktop: true } });
    });

    it.each([
      ['no.such.call', {}, 'unknown_call'],
      ['constructor', {}, 'unknown_call'],
      ['__proto__', {}, 'unknown_call'],
      ['providers.remove', { id: '' }, 'invalid_input'],
      ['status.get', { extra: 1 }, 'invalid_input'],
      ['shell.openUrl', { url: 'file:///etc/passwd' }, 'invalid_input'],
      ['shell.openUrl', { url: 'https://example.com/' }, 'not_allowed'],
    ])('refuses the call %s with %j', async (name, input, code) => {
      const answer = await page.evaluate(`krouter.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`);
      expect(answer).toMatchObject({ ok: false, error: { code } });
    });

    it('answers only the main frame of its own window', async () => {
      const preload = `${process.cwd()}/dist/isolated/preload.cjs`;
      const answers = await app.evaluate(async ({ BrowserWindow, session: sessions }, script) => {
        const ask = async (url: string, partition: string) => {
          const window = new BrowserWindow({
            show: false,
            webPreferences: { preload: script, sandbox: true, session: sessions.fromPartition(partition) },
          });
          await window.loadURL(url);
          const answer: unknown = await window.webContents.executeJavaScript(
            'krouter.call("status.get", {})',
          );
          window.destroy();
          return answer;
        };
        // A stranger's page, and our own page in a window that is not ours.
        return [
          await ask('data:text/html,<p>hello', 'other'),
          await ask('krouter://app/', 'persist:dashboard'),
        ];
      }, preload);
      const refusal = { ok: false, error: expect.objectContaining({ code: 'not_allowed' }) };
      expect(answers).toEqual([refusal, refusal]);
    });

    it('runs no inline code, no evaluated code, no frame and no foreign script', async () => {
      const violations = await page.evaluate(`(async () => {
      const seen = [];
      addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
      const add = (name, change) => document.body.append(Object.assign(document.createElement(name), change));
      add('script', { textContent: 'window.inlineRan = true' });
      add('script', { src: 'https://example.com/x.js' });
      add('iframe', { src: 'krouter://app/index.html' });
      add('img', { src: 'http://127.0.0.1:9/x.png' });
      add('form', { action: 'https://example.com/' });
      document.forms[document.forms.length - 1].submit();
      await fetch('http://127.0.0.1:9/').catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 300));
      return [...new Set(seen)].sort();
    })()`);
      expect(violations).toEqual(['connect-src', 'form-action', 'frame-src', 'img-src', 'script-src-elem']);
      expect(await page.evaluate('window.inlineRan')).toBeUndefined();
      const evaluated = page.evaluate(
        `new Promise((resolve) => {
          addEventListener('securitypolicyviolation', (event) => resolve(event.blockedURI), { once: true });
        setTimeout('window.timerRan = true', 0);
        setTimeout(() => resolve('nothing was blocked'), 500);
      })`,
      );
      expect(await evaluated).toBe('eval');
      expect(await page.evaluate('window.timerRan')).toBeUndefined();
    });

    it('goes nowhere else and opens no window', async () => {
      const before = page.url();
      expect(await page.evaluate('window.open("https://example.com/") === null')).toBe(true);
      for (const target of [
        'https://example.com/',
        'file:///etc/passwd',
        'krouter://other/',
        'data:text/html,hi',
      ]) {
        await page.evaluate(`location.href = ${JSON.stringify(target)}`).catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      expect(page.url()).toBe(before);
      expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    });

    it('grants nothing but copying', async () => {
      const states = await page.evaluate(`(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi', 'persistent-storage'];
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
    })()`);
      expect(states).toEqual(Array.from({ length: 7 }, () => 'denied'));
      const media = await page.evaluate(
        'navigator.mediaDevices.getUserMedia({ audio: true }).then(() => "granted", (error) => error.name)',
      );
      expect(media).not.toBe('granted');
      const copying = 'navigator.permissions.query({ name: "clipboard-write" }).then(({ state }) => state)';
      expect(await page.evaluate(copying)).toBe('granted');
    });

    it('serves a fixed map of files and nothing beside it', async () => {
      const outcomes = await page.evaluate(`(() => {
      const load = (path) => new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve('loaded');
        image.onerror = () => resolve('refused');
        image.src = path;
      });
      const paths = ['./icon.svg', '../../build/icons/app.svg', './..%2f..%2fbuild/icons/app.svg', './icon.svg%00', './'];
      return Promise.all(paths.map(load));
    })()`);
      expect(outcomes).toEqual(['loaded', 'refused', 'refused', 'refused', 'refused']);
    });

    it('reaches no host, even without the page policy in the way', async () => {
      const outcome = await app.evaluate(async ({ session: sessions }, url) => {
        const own = sessions.fromPartition('persist:dashboard');
        return own.fetch(url).then(
          () => 'reached',
          (error: unknown) => String(error),
        );
      }, `${session.url}/health`);
      expect(outcome).toMatch(/ERR_BLOCKED_BY_CLIENT/);
    });

    it('keeps no cookie', async () => {
      await page.evaluate('document.cookie = "a=b"').catch(() => undefined);
      const cookies = await app.evaluate(({ session: sessions }) =>
        sessions.fromPartition('persist:dashboard').cookies.get({}),
      );
      expect(cookies).toEqual([]);
    });
  },
);
