import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeychainSecretStore } from '../../../main/platform/keychain/keychain-secret-store.ts';
import { launchNodeChild } from '../../../main/platform/keychain/launch-node-child.ts';
import { openKeychain } from '../../../main/platform/keychain/open-keychain.ts';
import { createStreamLog } from '../../../main/platform/stream-log.ts';
import { systemClock } from '../../../main/platform/system-clock.ts';
import { KeyringSession, whyNoKeyring } from './keyring-session.ts';

const SCRIPT = resolve('dist/isolated/keychain-child.cjs');
const KEYS = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' };

const reason = whyNoKeyring();

describe.skipIf(reason)(
  `the keychain on a real Secret Service${reason ? ` (not run: ${reason})` : ''}`,
  () => {
    let session: KeyringSession;
    let logged: string[];
    const opened: KeychainSecretStore[] = [];

    beforeEach(() => {
      session = new KeyringSession();
      logged = [];
    });
    afterEach(() => {
      for (const store of opened.splice(0)) store.close();
      session.close();
    });

    const indexPath = () => join(session.folder, 'keychain-index.json');
    const open = (deadlineMs = 10_000) => {
      const store = openKeychain({
        launch: launchNodeChild(SCRIPT),
        indexPath: indexPath(),
        clock: systemClock,
        log: createStreamLog({ write: (text) => logged.push(text) }, 'debug'),
        deadlineMs,
      });
      opened.push(store);
      return store;
    };

    it('keeps secrets across restarts, replaces them whole and removes them', async () => {
      await session.open();
      await open().write('aws', KEYS);
      const later = open();
      expect(await later.probe()).toBe('available');
      expect(await later.state('aws')).toBe('present');
      expect(await later.read('aws', 'secretAccessKey')).toBe(KEYS.secretAccessKey);
      expect(await later.read('aws', 'sessionToken')).toBeUndefined();

      await later.write('aws', { apiKey: 'ABSKexample' });
      expect(await later.read('aws', 'accessKeyId')).toBeUndefined();
      expect(await later.read('aws', 'apiKey')).toBe('ABSKexample');

      await later.remove('aws');
      expect(await later.state('aws')).toBe('absent');
      expect(await open().read('aws', 'apiKey')).toBeUndefined();
    });

    it('writes neither a secret nor a part of one into index or log', async () => {
      await session.open();
      await open().write('aws', { ...KEYS, sessionToken: 'FwoGZXIvYXdzE'.repeat(500) });
      expect(readFileSync(indexPath(), 'utf8')).toBe(
        `${JSON.stringify({ version: 1, complete: true, providers: { aws: ['accessKeyId', 'secretAccessKey', 'sessionToken'] } }, undefined, 2)}\n`,
      );
      expect(logged.join('')).not.toMatch(/AKIA|wJal|FwoG/);
    });

    it('carries a session token of 10,000 characters, and one in letters of several bytes', async () => {
      await session.open();
      const sessionToken = 'FwoGZXIvYXdzEBYaD'.repeat(600).slice(0, 10_000);
      const apiKey = 'schlüssel-鍵-🔑'.repeat(400);
      await open().write('aws', { sessionToken, apiKey });
      expect(await open().read('aws', 'sessionToken')).toBe(sessionToken);
      expect(await open().read('aws', 'apiKey')).toBe(apiKey);

      await open().write('aws', { sessionToken: 'short' });
      expect(await open().read('aws', 'sessionToken')).toBe('short');
    });

    it('holds secrets in memory only where there is no keyring, and says so', async () => {
      session.withoutBus();
      const store = open();
      expect(await store.probe()).toBe('missing');
      await store.write('aws', KEYS);
      expect(await store.read('aws', 'accessKeyId')).toBe(KEYS.accessKeyId);
      expect(await store.state('aws')).toBe('present');
      expect(store.place).toBe('missing');
      expect(await open().read('aws', 'accessKeyId')).toBeUndefined();
    });

    it('tells a locked keyring from an empty one, refuses to write and loses nothing', async () => {
      await session.open();
      await open().write('aws', KEYS);
      session.lock();
      const store = open();
      expect(await store.probe()).toBe('locked');
      expect(await store.state('aws')).toBe('locked');
      await expect(store.read('aws', 'accessKeyId')).rejects.toThrow(/keychain is locked/);
      await expect(store.write('aws', { apiKey: 'other' })).rejects.toThrow(/cannot be stored/);
      await expect(store.remove('aws')).rejects.toThrow(/cannot be removed/);
      expect(readFileSync(indexPath(), 'utf8')).toContain('secretAccessKey');
    });

    it('takes "not there" for locked when the index is damaged and the keyring is locked', async () => {
      await session.open();
      await open().write('aws', KEYS);
      writeFileSync(indexPath(), '{"version": 1, "provid');
      session.lock();
      const store = open();
      expect(await store.probe()).toBe('locked');
      expect(await store.state('aws')).toBe('locked');
      await expect(store.read('aws', 'accessKeyId')).rejects.toThrow(/locked/);
    });

    it('finds everything again after the index is damaged', async () => {
      await session.open();
      await open().write('aws', KEYS);
      writeFileSync(indexPath(), 'not json at all');
      const store = open();
      expect(await store.state('aws')).toBe('present');
      expect(await store.state('other')).toBe('absent');
      expect(await store.read('aws', 'secretAccessKey')).toBe(KEYS.secretAccessKey);
      expect(readFileSync(indexPath(), 'utf8')).toContain('secretAccessKey');
      await store.remove('aws');
      expect(await open().read('aws', 'secretAccessKey')).toBeUndefined();
    });

    it('gives up on a prompt that nobody answers, fails fast afterwards and can end', async () => {
      await session.open({ display: true });
      await open().write('aws', KEYS);
      session.lock();
      const store = open(1_000);
      const start = performance.now();
      expect(await store.probe()).toBe('hung');
      await expect(store.read('aws', 'accessKeyId')).rejects.toThrow(/does not answer/);
      expect(performance.now() - start).toBeLessThan(3_000);
      expect(await store.state('aws')).toBe('locked');
    });
  },
);
