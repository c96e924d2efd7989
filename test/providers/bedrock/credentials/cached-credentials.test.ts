import { describe, expect, it } from 'vitest';
import { createCachedCredentials } from '../../../../main/providers/bedrock/credentials/cached-credentials.ts';
import type { AwsCredentials } from '../../../../main/providers/bedrock/credentials/credential-source.ts';
import { FakeClock } from '../fake-clock.ts';
import { ListLog } from '../list-log.ts';

const MINUTE = 60_000;

function cached(load: (clock: FakeClock) => Promise<AwsCredentials>) {
  const clock = new FakeClock();
  const log = new ListLog();
  let loads = 0;
  const made = createCachedCredentials({
    source: 'sso',
    label: 'SSO profile "x"',
    load: () => {
      loads += 1;
      return load(clock);
    },
    clock,
    log,
  });
  return { made, clock, log, loads: () => loads };
}

const keys = (expiresAt?: number): AwsCredentials => ({
  kind: 'keys',
  accessKeyId: 'ASIA',
  secretAccessKey: 's',
  sessionToken: 't',
  expiresAt,
});

describe('cached credentials', () => {
  it('are read once for all who wait', async () => {
    const { made, loads } = cached(async (clock) => keys(clock.now() + 60 * MINUTE));
    await Promise.all(Array.from({ length: 50 }, () => made.get()));
    await made.get();
    expect(loads()).toBe(1);
  });

  it('are renewed five minutes before their end', async () => {
    const { made, loads, clock } = cached(async (at) => keys(at.now() + 60 * MINUTE));
    await made.get();
    clock.advance(54 * MINUTE);
    await made.get();
    expect(loads()).toBe(1);
    clock.advance(MINUTE);
    await made.get();
    expect(loads()).toBe(2);
  });

  it('are used to their end when the renewal fails, and then the failure is told', async () => {
    let broken = false;
    const { made, clock, log } = cached(async (at) => {
      if (broken) throw new Error('no network');
      return keys(at.now() + 60 * MINUTE);
    });
    const first = await made.get();
    broken = true;
    clock.advance(58 * MINUTE);
    expect(await made.get()).toBe(first);
    expect(log.lines).toHaveLength(1);
    clock.advance(3 * MINUTE);
    await expect(made.get()).rejects.toThrow('no network');
  });

  it('are not asked for again by every request when they come nearly dead', async () => {
    const { made, loads, clock } = cached(async (at) => keys(at.now() + 2 * MINUTE));
    for (let i = 0; i < 9; i += 1) {
      await made.get();
      clock.advance(1_000);
    }
    expect(loads()).toBe(1);
  });

  it('give up after a minute', async () => {
    const { made, clock } = cached(() => new Promise(() => undefined));
    const got = made.get();
    clock.advance(MINUTE);
    await expect(got).rejects.toThrow(/within 60 s/);
  });

  it('are read once although many requests were refused with the same ones', async () => {
    const { made, loads } = cached(async () => keys());
    const refused = await made.get();
    for (let i = 0; i < 20; i += 1) {
      made.invalidate(refused);
      await made.get();
    }
    expect(loads()).toBe(2);
    made.invalidate();
    await made.get();
    expect(loads()).toBe(3);
  });

  it('recover after a failure', async () => {
    let broken = true;
    const { made } = cached(async () => {
      if (broken) throw new Error('not yet');
      return keys();
    });
    await expect(made.get()).rejects.toThrow('not yet');
    broken = false;
    expect(await made.get()).toEqual(keys());
  });
});
