import { describe, expect, it } from 'vitest';
import { createKeychainProcess } from '../../../main/platform/keychain/keychain-process.ts';
import type { KeychainChildListener, KeychainRequest } from '../../../main/platform/ports/keychain-child.ts';
import { systemClock } from '../../../main/platform/system-clock.ts';

/** A keychain child inside this process: answers as `script` says. */
function launchScripted(script: (request: KeychainRequest, listener: KeychainChildListener) => void) {
  const seen = { launched: 0, killed: 0 };
  const launch = (listener: KeychainChildListener) => {
    seen.launched += 1;
    return {
      send: (request: KeychainRequest) => script(request, listener),
      kill: () => {
        seen.killed += 1;
      },
    };
  };
  return { launch, seen };
}

const start = (launch: Parameters<typeof createKeychainProcess>[0]['launch'], deadlineMs = 200) =>
  createKeychainProcess({ launch, clock: systemClock, service: 'kRouter', deadlineMs });

describe('the keychain process', () => {
  it('asks for one entry at a time, in the order of the calls', async () => {
    const order: string[] = [];
    const { launch, seen } = launchScripted((request, listener) => {
      order.push(`ask ${request.account}`);
      setTimeout(() => {
        order.push(`answer ${request.account}`);
        listener.onMessage({ id: request.id, ok: true, value: request.account });
      }, 5);
    });
    const keychain = start(launch);
    expect(await Promise.all(['a', 'b', 'c'].map((name) => keychain.get(name)))).toEqual(['a', 'b', 'c']);
    expect(order).toEqual(['ask a', 'answer a', 'ask b', 'answer b', 'ask c', 'answer c']);
    expect(seen.launched).toBe(1);
  });

  it('kills a child that is silent and starts another for the next call', async () => {
    const { launch, seen } = launchScripted((request, listener) => {
      if (request.account !== 'stuck') listener.onMessage({ id: request.id, ok: true, value: 'v' });
    });
    const keychain = start(launch, 30);
    await expect(keychain.get('stuck')).rejects.toMatchObject({ kind: 'hung' });
    expect(seen.killed).toBe(1);
    expect(await keychain.get('fine')).toBe('v');
    expect(seen.launched).toBe(2);
  });

  it('survives the death of the child', async () => {
    const { launch } = launchScripted((request, listener) => {
      if (request.account === 'crash') listener.onExit();
      else listener.onMessage({ id: request.id, ok: true });
    });
    const keychain = start(launch);
    await expect(keychain.get('crash')).rejects.toMatchObject({ kind: 'locked' });
    expect(await keychain.get('none')).toBeUndefined();
  });

  it('ignores replies to other questions and messages that are none', async () => {
    const { launch } = launchScripted((request, listener) => {
      listener.onMessage({ id: request.id + 7, ok: true, value: 'wrong' });
      listener.onMessage('noise');
      listener.onMessage({ id: request.id, ok: true, value: 7 });
      listener.onMessage({ id: request.id, ok: true, value: 'right' });
    });
    expect(await start(launch).get('a')).toBe('right');
  });

  it.each([
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'missing'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'missing'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'missing'],
    ['Failed to load keytar native addon, checked []', 'missing'],
    ['Cannot create an item in a locked collection', 'locked'],
    ['User interaction is not allowed.', 'locked'],
    ['The stub received bad data.', 'failed'],
  ])('reads "%s" as %s', async (message, kind) => {
    const { launch } = launchScripted((request, listener) =>
      listener.onMessage({ id: request.id, ok: false, message }),
    );
    await expect(start(launch).set('a', 'v')).rejects.toMatchObject({ kind });
  });
});
