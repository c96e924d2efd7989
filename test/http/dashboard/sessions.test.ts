import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../services/fetch-transport.ts';
import { closeServices, KEY, type RunningServices, startServices } from '../../services/start-services.ts';

let services: RunningServices;

beforeAll(async () => {
  services = await startServices();
});
afterAll(closeServices);

const JSON_TYPE = { 'content-type': 'application/json' };

function callStatus(headers: Record<string, string>, at = services): Promise<Response> {
  return fetch(`${at.url}/dashboard/api/status.get`, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: '{}',
  });
}

function redeem(link: string, at = services): Promise<Response> {
  return fetch(`${at.url}/dashboard/api/session`, {
    method: 'POST',
    headers: JSON_TYPE,
    body: JSON.stringify({ token: link.split('#token=')[1] }),
  });
}

describe('a dashboard link', () => {
  it('signs one page in, once', async () => {
    const link = services.krouter.dashboardLink(60_000);
    const first = await redeem(link);
    expect(first.status).toBe(200);
    expect(await first.json()).toMatchObject({ ok: true, value: { token: expect.any(String) } });
    const second = await redeem(link);
    expect(second.status).toBe(401);
    expect(await second.json()).toMatchObject({ ok: false, error: { code: 'not_allowed' } });
  });

  it('ends by itself', async () => {
    const link = services.krouter.dashboardLink(0);
    expect((await redeem(link)).status).toBe(401);
  });

  it('is no session by itself', async () => {
    const token = services.krouter.dashboardLink(60_000).split('#token=')[1] ?? '';
    expect((await callStatus({ authorization: `Bearer ${token}` })).status).toBe(401);
  });

  it('differs from every other link', () => {
    const links = Array.from({ length: 20 }, () => services.krouter.dashboardLink(1_000));
    expect(new Set(links).size).toBe(20);
  });
});

describe('a session', () => {
  it('opens the API', async () => {
    const token = await openSession(services.url, services.krouter.dashboardLink(60_000));
    const response = await callStatus({ authorization: `Bearer ${token}` });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ ok: true, value: { state: 'running' } });
  });

  it('does not open the proxy', async () => {
    const token = await openSession(services.url, services.krouter.dashboardLink(60_000));
    const attempts: Record<string, string>[] = [{ authorization: `Bearer ${token}` }, { 'x-api-key': token }];
    for (const headers of attempts) {
      expect((await fetch(`${services.url}/v1/models`, { headers })).status).toBe(401);
    }
  });

  it('is needed for calls and for live events: no key, no other key, no cookie stands for it', async () => {
    const attempts: Record<string, string>[] = [
      {},
      { authorization: `Bearer ${KEY}` },
      { 'x-api-key': KEY },
      { authorization: 'Bearer ' },
      { authorization: 'Basic abc' },
      { cookie: `token=${KEY}` },
    ];
    for (const headers of attempts) {
      expect((await callStatus(headers)).status).toBe(401);
      expect((await fetch(`${services.url}/dashboard/api/events`, { headers })).status).toBe(401);
    }
  });

  it('sets no cookie', async () => {
    const response = await redeem(services.krouter.dashboardLink(60_000));
    expect(response.headers.get('set-cookie')).toBeNull();
  });
});

describe('guessing', () => {
  it('is slowed down, and does not lock out who is signed in', async () => {
    const other = await startServices();
    const token = await openSession(other.url, other.krouter.dashboardLink(60_000));
    const link = other.krouter.dashboardLink(60_000);
    const statuses: number[] = [];
    for (let i = 0; i < 25; i += 1)
      statuses.push((await redeem(`/dashboard#token=guess-${i}`, other)).status);
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401));
    expect(statuses.slice(20)).toEqual([429, 429, 429, 429, 429]);
    expect((await redeem(link, other)).status).toBe(429);
    expect((await callStatus({ authorization: `Bearer ${token}` }, other)).status).toBe(200);
    expect((await callStatus({ authorization: 'Bearer no' }, other)).status).toBe(429);
  });
});
