import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../platform/ports/clock.ts';

/** Who may use the dashboard's API. The key that apps present is none of these, and none of these is that key. */
export interface DashboardTokens {
  /** A token that opens one session, once. */
  issueLink(lifeMs: number): string;
  /** A session's token for a link's; undefined when the link is unknown, used or too old. */
  redeem(link: string): DashboardSession | undefined;
  isSession(token: string): boolean;
}

export interface DashboardSession {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

interface Held {
  readonly digest: Buffer;
  /** Monotonic milliseconds. */
  readonly endsAt: number;
}

const TOKEN_BYTES = 32;
/** A working day; the tray or a restart gives a new link. */
const SESSION_MS = 12 * 3_600_000;
/** More pages than anyone has open; the oldest go. */
const MAX_HELD = 32;

/** Tokens live in memory and there only as hashes. */
export function createDashboardTokens(clock: Clock): DashboardTokens {
  const links: Held[] = [];
  const sessions: Held[] = [];
  const issue = (held: Held[], lifeMs: number): string => {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    if (held.length >= MAX_HELD) held.shift();
    held.push({ digest: digestOf(token), endsAt: clock.monotonic() + lifeMs });
    return token;
  };
  return {
    issueLink: (lifeMs) => issue(links, lifeMs),
    redeem(link) {
      const found = find(links, link, clock.monotonic());
      if (found === undefined) return undefined;
      links.splice(links.indexOf(found), 1);
      return { token: issue(sessions, SESSION_MS), expiresAt: clock.now() + SESSION_MS };
    },
    isSession: (token) => find(sessions, token, clock.monotonic()) !== undefined,
  };
}

/** Looks at every token whatever it finds, so that the time taken tells nothing. */
function find(held: readonly Held[], token: string, nowMs: number): Held | undefined {
  const digest = digestOf(token);
  let found: Held | undefined;
  for (const entry of held) {
    if (timingSafeEqual(entry.digest, digest) && nowMs < entry.endsAt) found = entry;
  }
  return found;
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
