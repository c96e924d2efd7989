import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { BudgetView } from '../../contract/budget.ts';
import type { LiveEvent } from '../../contract/live-event.ts';
import type { RequestRow } from '../../contract/request-row.ts';
import { answerAsset } from '../../main/desktop/answer-asset.ts';
import { isAppUrl } from '../../main/desktop/app-url.ts';
import { autostartEntry } from '../../main/desktop/autostart-entry.ts';
import { budgetNews } from '../../main/desktop/budget-notices.ts';
import { findDeepLink, readDeepLink } from '../../main/desktop/deep-link.ts';
import { mayOpen } from '../../main/desktop/external-links.ts';
import { probeHealth } from '../../main/desktop/health-probe.ts';
import { createNoticeReader, signInNotices } from '../../main/desktop/notices.ts';
import { findPortConflict } from '../../main/desktop/port-conflict.ts';
import { parseLsof, parseNetstat, parseTasklist, socketInode } from '../../main/desktop/port-tables.ts';
import { freePort } from './desktop-session.ts';

describe('links', () => {
  it.each([
    ['https://console.aws.amazon.com/bedrock/home', true],
    ['https://us-east-1.console.aws.amazon.com/bedrock', true],
    ['https://acme.awsapps.com/start', true],
    ['https://device.sso.eu-west-1.amazonaws.com/?user_code=BCDF-GHJK', true],
    ['https://device.sso.cn-north-1.amazonaws.com.cn/?user_code=BCDF-GHJK', true],
    ['https://bucket.s3.eu-west-1.amazonaws.com/', false],
    ['https://x.device.sso.eu-west-1.amazonaws.com.evil.test/', false],
    ['mailto:?subject=x&body=y', false],
    ['https://docs.aws.amazon.com/bedrock/', true],
    ['http://docs.aws.amazon.com/bedrock/', false],
    ['https://docs.aws.amazon.com.evil.test/', false],
    ['https://evil.test/console.aws.amazon.com', false],
    ['https://user@docs.aws.amazon.com/', false],
    ['https://docs.aws.amazon.com:8443/', false],
    ['https://awsapps.com.evil.test/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['not a link', false],
  ])('%s may be opened: %s', (url, allowed) => {
    expect(mayOpen(url)).toBe(allowed);
  });

  it.each([
    ['krouter://open/regions', 'regions'],
    ['krouter://open/setup/', 'setup'],
    ['krouter://open/nowhere', undefined],
    ['krouter://open/regions?key=AKIA', undefined],
    ['krouter://import/eyJ', undefined],
    ['https://open/regions', undefined],
  ])('%s leads to %s', (url, page) => {
    expect(readDeepLink(url)).toBe(page);
    expect(findDeepLink(['krouter', '--hidden', url])).toBe(page);
  });

  it.each([
    ['krouter://app/', true],
    ['krouter://app/#/usage', true],
    ['krouter://app/index.html#/usage', true],
    ['krouter://app', false],
    ['krouter://application/', false],
    ['krouter://other/', false],
    ['https://app/', false],
    ['', false],
  ])('"%s" is our page: %s', (url, ours) => {
    expect(isAppUrl(url)).toBe(ours);
  });
});

describe('files of the window', () => {
  const assets = new Map([['index.html', { bytes: Buffer.from('<p>hi'), type: 'text/html; charset=utf-8' }]]);
  const get = (path: string, map = assets) =>
    answerAsset(map, { method: 'GET', url: `krouter://app/${path}` });

  it('come with a policy that allows no connection', async () => {
    const response = get('?x#y');
    expect(await response.text()).toBe('<p>hi');
    expect(response.headers.get('content-security-policy')).toContain("connect-src 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    '../index.html',
    '%2e%2e/index.html',
    'index.html%00',
    'constructor',
    '/etc/passwd',
    'index.html/',
  ])('are not found under %s', (path) => {
    expect(get(path).status).toBe(404);
  });

  it('can only be read', () => {
    expect(answerAsset(assets, { method: 'POST', url: 'krouter://app/' }).status).toBe(405);
    expect(answerAsset(assets, { method: 'GET', url: 'krouter://other/index.html' }).status).toBe(404);
  });

  it('are missed with words while nothing is built', async () => {
    expect(await get('', new Map()).text()).toContain('npm run prepare');
  });
});

describe('notices', () => {
  const row: RequestRow = {
    id: 'r',
    startedAt: 0,
    dialect: 'anthropic',
    app: 'claude-code',
    modelAsked: 'm',
    region: 'us-west-2',
    attempts: 2,
    outcome: 'ok',
    status: 200,
    tokens: {},
    durationMs: 1,
    streamed: true,
    warnings: [],
  };

  const finished = (change: Partial<RequestRow>): LiveEvent => ({
    type: 'request-finished',
    row: { ...row, ...change },
  });

  it('tell of a failover, and of nothing that went as usual', () => {
    const noticeOf = createNoticeReader();
    const titles = [
      finished({ provider: 'east', attempts: 1 }),
      finished({ provider: 'east', attempts: 2 }),
      finished({ provider: 'west', attempts: 2, outcome: 'error' }),
      finished({ provider: 'west', attempts: 2 }),
      { type: 'regions-changed' } as const,
    ].map((event) => noticeOf(event)?.title);
    expect(titles).toEqual([undefined, undefined, undefined, 'Answers now come from us-west-2', undefined]);
  });

  it('pass warnings on, but no mere information', () => {
    const noticeOf = createNoticeReader();
    const raised = { type: 'notice-raised', text: 'Over budget.' } as const;
    expect(noticeOf({ ...raised, level: 'warning' })?.body).toBe('Over budget.');
    expect(noticeOf({ ...raised, level: 'info' })).toBeUndefined();
  });

  describe('of budgets', () => {
    const view = (fraction: number, change: Partial<BudgetView> = {}): BudgetView => ({
      budget: {
        id: 'team',
        limitUsd: 10,
        period: 'day',
        scope: { kind: 'all' },
        alertAt: [0.5, 1],
        stop: false,
      },
      spentUsd: fraction * 10,
      fraction,
      unpriced: 0,
      beganAt: 1_000,
      renewsAt: 2_000,
      state: 'within',
      alert: fraction < 0.5 ? undefined : { at: fraction < 1 ? 0.5 : 1, text: 'Half of it.' },
      ...change,
    });

    it('come once for each part of a limit and period, whatever was restarted in between', () => {
      const titles: string[][] = [];
      let told: readonly string[] = [];
      const other = view(0.9, { beganAt: 3_000, renewsAt: 4_000 });
      for (const now of [view(0.2), view(0.62), view(0.7), view(1.01), view(1.2), other]) {
        // What is remembered goes through a file.
        const news = budgetNews([now], JSON.parse(JSON.stringify(told)));
        told = news.told;
        titles.push(news.notices.map(({ title }) => title));
      }
      const [half, spent] = ['The budget "team" is 62% spent', 'The budget "team" is spent'];
      expect(titles).toEqual([[], [half], [], [spent], [], ['The budget "team" is 90% spent']]);
      expect(told).toHaveLength(1);
    });

    it('say what stands in the alert, open the Usage page, and are forgotten with their budget', () => {
      const { notices, told } = budgetNews([view(0.5)], []);
      expect(notices).toMatchObject([{ body: 'Half of it.', page: 'usage' }]);
      expect(budgetNews([], told).told).toEqual([]);
    });
  });

  it('tell of sign-ins that end within a quarter of an hour, or have ended', () => {
    const view = (credentials: object) => ({
      config: Object({ id: 'home' }),
      credentials: { state: 'ready' as const, detail: 'SSO', ...credentials },
    });
    const titles = (credentials: object) =>
      signInNotices([view(credentials)], 1_000_000).map(({ title }) => title);
    expect(titles({ expiresAt: 1_000_000 + 600_000 })).toEqual(['The sign-in of home ends in 10 minutes']);
    expect(titles({ expiresAt: 999_999 })).toEqual(['The sign-in of home has ended']);
    expect(titles({ state: 'expired' })).toEqual(['The sign-in of home has ended']);
    expect(titles({ expiresAt: 1_000_000 + 901_000 })).toEqual([]);
    expect(titles({})).toEqual([]);
  });
});

describe('autostart', () => {
  it('quotes what the desktop would take apart', () => {
    const text = autostartEntry(['/opt/My App/k"router', '--x=50%', '--hidden']);
    expect(text).toContain('Exec="/opt/My App/k\\"router" "--x=50%%" --hidden\n');
  });
});

describe('who has a port', () => {
  const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:4EA0 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 31337 1 0
   1: 0100007F:4EA1 0100007F:4EA0 01 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0`;

  it('is read from what each system says', () => {
    expect(socketInode(TABLE, 20_128)).toBe('31337');
    expect(socketInode(TABLE, 20_129)).toBeUndefined();
    expect(parseLsof('p812\ncnode\nf21\n')).toEqual({ pid: 812, name: 'node' });
    expect(parseLsof('')).toBeUndefined();
    const netstat =
      '  TCP    127.0.0.1:20128   0.0.0.0:0   ABHÖREN   812\r\n  TCP    1.2.3.4:5   1.1.1.1:20128 ESTABLISHED 9';
    expect(parseNetstat(netstat, 20_128)).toBe(812);
    expect(parseNetstat(netstat, 5)).toBeUndefined();
    expect(parseTasklist('"node.exe","812","Console","1","40,000 K"')).toBe('node.exe');
    expect(parseTasklist('INFO: No tasks')).toBeUndefined();
  });

  it('is found for a port of this very process, with a free one to offer', async () => {
    const port = await freePort();
    const server = createServer((_request, response) => response.end('{}'));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const conflict = await findPortConflict('127.0.0.1', port);
    server.close();
    if (process.platform === 'linux') expect(conflict?.holder).toContain(`process ${process.pid}`);
    expect(conflict?.offer).toBeGreaterThan(port);
  });

  it('is nobody for a free port', async () => {
    expect(await findPortConflict('127.0.0.1', await freePort())).toBeUndefined();
  });

  it('is asked by the nonce of the instance', async () => {
    const bodies = [
      '{"status":"ok","instance":"me","version":"1"}',
      'hello',
      '{"status":"ok"}',
      'x'.repeat(10_000),
    ];
    const kinds = [];
    for (const body of bodies) {
      const server = createServer((_request, response) => response.end(body));
      const port = await freePort();
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      kinds.push((await probeHealth(`http://127.0.0.1:${port}`, 'me')).kind);
      if (body === bodies[0]) kinds.push((await probeHealth(`http://127.0.0.1:${port}`, 'you')).kind);
      server.close();
    }
    kinds.push((await probeHealth(`http://127.0.0.1:${await freePort()}`, 'me')).kind);
    expect(kinds).toEqual(['ours', 'other-krouter', 'stranger', 'stranger', 'stranger', 'silent']);
  });
});
