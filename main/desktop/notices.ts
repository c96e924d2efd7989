import type { LiveEvent } from '../../contract/live-event.ts';
import type { ProviderView } from '../../contract/provider-view.ts';
import type { RequestRow } from '../../contract/request-row.ts';

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

/** Gives the notice an event deserves: only what asks for somebody to act, so most deserve none. */
export function createNoticeReader(): (event: LiveEvent) => Notice | undefined {
  let usual: string | undefined;
  return (event) => {
    if (event.type === 'notice-raised') return event.level === 'info' ? undefined : plainNotice(event.text);
    if (event.type !== 'request-finished' || event.row.outcome !== 'ok') return undefined;
    const { attempts, provider } = event.row;
    const isFailover = attempts > 1 && usual !== undefined && provider !== usual;
    if (attempts === 1) usual = provider;
    return isFailover ? failoverNotice(event.row) : undefined;
  };
}

function plainNotice(text: string): Notice {
  return { key: text, quietMs: HOUR, title: 'kRouter', body: text, page: 'live' };
}

function failoverNotice({ region, provider }: RequestRow): Notice {
  const place = region ?? provider ?? 'another provider';
  return {
    key: `failover ${place}`,
    quietMs: HOUR,
    title: `Answers now come from ${place}`,
    body: 'A provider failed, so kRouter moved on. See which one, and why.',
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
