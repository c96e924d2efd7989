import { createHash } from 'node:crypto';
import type { AccessKey } from '../simulator-options.ts';
import { DEMO_ACCOUNTS, type SsoAccountSetup, type SsoOptions } from './sso-options.ts';

/** A program that has registered itself. */
export interface SsoClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly expiresAt: number;
  /** With a scope, its tokens can be refreshed. */
  readonly scopes: readonly string[];
}

/** One device authorization. */
export interface SsoDevice {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly clientId: string;
  readonly expiresAt: number;
  answer: 'pending' | 'approved' | 'denied' | 'used';
  polledAt: number;
}

export interface SsoToken {
  readonly accessToken: string;
  readonly expiresAt: number;
  readonly clientId: string;
  readonly refreshToken: string | undefined;
}

/** What the box's Identity Center knows: the same in every region of one simulator. */
export interface SsoDirectory {
  readonly options: Required<Omit<SsoOptions, 'startUrl'>> & Pick<SsoOptions, 'startUrl'>;
  readonly clients: Map<string, SsoClient>;
  readonly devices: Map<string, SsoDevice>;
  /** By access token. */
  readonly tokens: Map<string, SsoToken>;
  /** The keys of roles given out so far; every region takes them. */
  readonly issuedKeys: AccessKey[];
  account(accountId: string): SsoAccountSetup | undefined;
  /** The person in the browser presses a button. False when the code is not known or over. */
  answer(userCode: string, answer: 'approved' | 'denied'): boolean;
  now(): number;
  /** Text that never repeats, the same in every run. */
  issue(what: string): string;
}

/** @param clock milliseconds since 1970 */
export function createSsoDirectory(setup: SsoOptions, clock: () => number): SsoDirectory {
  const options = {
    accounts: DEMO_ACCOUNTS,
    deviceSeconds: 600,
    intervalSeconds: 1,
    tokenSeconds: 3_600,
    roleSeconds: 3_600,
    ...setup,
  };
  const devices = new Map<string, SsoDevice>();
  let issued = 0;
  return {
    options,
    clients: new Map(),
    devices,
    tokens: new Map(),
    issuedKeys: [],
    account: (accountId) => options.accounts.find((account) => account.accountId === accountId),
    answer(userCode, answer) {
      const device = [...devices.values()].find((each) => each.userCode === userCode);
      if (device?.answer !== 'pending' || device.expiresAt <= clock()) return false;
      device.answer = answer;
      return true;
    },
    now: clock,
    issue: (what) => createHash('sha256').update(`${what} ${issued++}`).digest('base64url'),
  };
}
