import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAssets } from '../../../main/platform/read-assets.ts';
import { closeServices, type RunningServices, startServices } from '../../services/start-services.ts';

let services: RunningServices;

beforeAll(async () => {
  services = await startServices();
});
afterAll(closeServices);

const get = (path: string, init?: RequestInit) => fetch(services.url + path, { redirect: 'manual', ...init });

/** `fetch` would tidy the path up before it is sent. */
function rawStatus(path: string): Promise<number | undefined> {
  const { port } = new URL(services.url);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ host: '127.0.0.1', port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

describe('the dashboard page', () => {
  it('is served to anyone on this machine, and holds no data', async () => {
    const response = await get('/dashboard/');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('<title>page</title>');
  });

  it('is found without the slash, too, so that its files are found beside it', async () => {
    const response = await get('/dashboard');
    expect(response.status).toBe(308);
    expect(response.headers.get('location')).toBe('/dashboard/');
  });

  it('may run and load nothing but our own files, and stand in no frame', async () => {
    const policy = (await get('/dashboard/')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('is asked for anew each time; files with a hash in their name never are', async () => {
    expect((await get('/dashboard/')).headers.get('cache-control')).toBe('no-store');
    const asset = await get('/dashboard/assets/main-1a2b.js');
    expect(asset.headers.get('content-type')).toContain('javascript');
    expect(asset.headers.get('cache-control')).toContain('immutable');
  });

  it('has a head, and takes nothing else', async () => {
    const head = await get('/dashboard/', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(0);
    expect((await get('/dashboard/', { method: 'POST' })).status).toBe(405);
  });

  it('is the only thing there: no path leads to another file', async () => {
    const paths = [
      '/dashboard/../package.json',
      '/dashboard/..%2fpackage.json',
      '/dashboard/%2e%2e/package.json',
      '/dashboard/assets/../../../etc/passwd',
      '/dashboard/assets/..\\..\\x',
      '/dashboard//etc/passwd',
      '/dashboard/assets/',
      '/dashboard/index.html%00.js',
      '/dashboard/__proto__',
    ];
    for (const path of paths) expect([401, 404]).toContain(await rawStatus(path));
  });

  it('says how to build it where it has not been built', async () => {
    const other = await startServices({ foundations: { assets: () => new Map() } });
    const response = await fetch(`${other.url}/dashboard/`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run prepare');
  });
});

describe('the files of a build', () => {
  it('are those of known kinds; links are not followed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'krouter-assets-'));
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<p>');
    writeFileSync(join(folder, 'assets', 'a.css'), 'p{}');
    writeFileSync(join(folder, 'notes.md'), 'no');
    symlinkSync('/etc/hostname', join(folder, 'link.html'));
    expect([...readAssets(folder).keys()].sort()).toEqual(['assets/a.css', 'index.html']);
    rmSync(folder, { recursive: true });
    expect(readAssets(folder).size).toBe(0);
  });
});
