import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../platform/ports/clock.ts';
import { createSlidingWindow } from '../../routing/sliding-window.ts';
import type { DashboardSession, DashboardTokens } from './dashboard-tokens.ts';
import { Refusal, unauthorised } from './refusal.ts';

/** Lets in who has a session, and opens one for who has a link. */
export interface SessionCheck {
  /** @throws Refusal */
  require(request: IncomingMessage): void;
  /** @throws Refusal */
  open(input: unknown): DashboardSession;
}

/** Tokens cannot be guessed at any rate; the limit keeps a broken page from filling the log of attempts. */
const MAX_FAILURES_PER_MINUTE = 20;

/** @param tokens those that are good */
export function createSessionCheck(tokens: DashboardTokens, clock: Clock): SessionCheck {
  const failures = createSlidingWindow();
  const refuse = (message: string): Refusal => {
    failures.add(1, clock.monotonic());
    return unauthorised(message);
  };
  return {
    require(request) {
      const token = bearerOf(request.headers.authorization);
      if (token !== undefined && tokens.isSession(token)) return;
      checkRate(failures.sum(clock.monotonic()));
      throw refuse('This page is not signed in. Open the dashboard again from the tray, or with a new link.');
    },
    open(input) {
      checkRate(failures.sum(clock.monotonic()));
      const session = tokens.redeem(linkOf(input));
      if (session !== undefined) return session;
      throw refuse('This link was used already or is too old. Open the dashboard with a new one.');
    },
  };
}

function checkRate(failures: number): void {
  if (failures < MAX_FAILURES_PER_MINUTE) return;
  const message = 'Too many attempts to sign in. Wait a minute.';
  throw new Refusal(429, { code: 'not_allowed', message }, { 'retry-after': '60' });
}

function bearerOf(authorization: string | undefined): string | undefined {
  return /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}

function linkOf(input: unknown): string {
  const token: unknown = typeof input === 'object' && input !== null && 'token' in input ? input.token : '';
  return typeof token === 'string' ? token : '';
}
