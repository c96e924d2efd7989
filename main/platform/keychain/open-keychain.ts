import { openTextFile } from '../open-text-file.ts';
import type { Clock } from '../ports/clock.ts';
import type { LaunchKeychainChild } from '../ports/keychain-child.ts';
import type { Log } from '../ports/log.ts';
import { openKeychainIndex } from './keychain-index.ts';
import { createKeychainProcess } from './keychain-process.ts';
import { createKeychainSecretStore, type KeychainSecretStore } from './keychain-secret-store.ts';

export interface KeychainOptions {
  readonly launch: LaunchKeychainChild;
  /** File of the index: names only. */
  readonly indexPath: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds per call. */
  readonly deadlineMs?: number;
}

/** The keychain of the logged-in user. Nothing is started or asked before it is needed. */
export function openKeychain({
  launch,
  indexPath,
  clock,
  log,
  deadlineMs,
}: KeychainOptions): KeychainSecretStore {
  return createKeychainSecretStore({
    keychain: createKeychainProcess({ launch, clock, service: 'kRouter', deadlineMs }),
    index: openKeychainIndex(openTextFile(indexPath)),
    clock,
    log,
  });
}
