import type { LiveEvent } from '../../contract/live-event.ts';
import type { ProviderView } from '../../contract/provider-view.ts';

/** A message of the operating system's own; clicking it opens a page. */
export interface Notice {
  /** The same key is shown once until `quietMs` has passed. */
  readonly key: string;
  readonly quietMs: number;
  readonly title: string;
  readonly body: string;
  readonly page: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Long enough to sign in before the first request fails. */
const EXPIRES_SOON_MS = 15 * MINUTE;

/** The notice an event deserves: only what asks for somebody to act, so most deserve none. */
export function noticeOf(event: LiveEvent): Notice | undefined {
  if (event.type === 'notice-raised' && event.level !== 'info') {
    return { key: event.text, quietMs: HOUR, title: 'kRouter', body: event.text, page: 'live' };
  }
  if (event.type !== 'request-finished') return undefined;
  const { row } = event;
  if (row.attempts < 2 || row.outcome !== 'ok') return undefined;
  const place = row.region ?? row.provider ?? 'another provider';
  return {
    key: `failover ${place}`,
    quietMs: HOUR,
    title: `Answers now come from ${place}`,
    body: `A provider failed, so kRouter moved on. See which one, and why.`,
    page: 'regions',
  };
}

/** Sign-ins that end soon or have ended. */
export function signInNotices(providers: readonly ProviderView[], now: number): readonly Notice[] {
  return providers.flatMap(({ config, credentials }) => {
    const { state, expiresAt, detail } = credentials;
    const isSoon = expiresAt !== undefined && expiresAt - now < EXPIRES_SOON_MS;
    if (state !== 'expired' && !isSoon) return [];
    const when =
      state === 'expired' || (expiresAt ?? 0) <= now ? 'has ended' : `ends in ${minutesTo(expiresAt, now)}`;
    const title = `The sign-in of ${config.id} ${when}`;
    return [
      {
        key: `sign-in ${config.id} ${expiresAt ?? ''}`,
        quietMs: 12 * HOUR,
        title,
        body: detail,
        page: 'providers',
      },
    ];
  });
}

function minutesTo(at: number | undefined, now: number): string {
  const minutes = Math.max(1, Math.round(((at ?? now) - now) / MINUTE));
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
