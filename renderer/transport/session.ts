import { z } from 'zod';

const KEY = 'krouter.session';
const answerSchema = z.object({ ok: z.literal(true), value: z.object({ token: z.string().min(1) }) });

/** The tab's bearer token. sessionStorage, because a cookie would be sent to every other port of this machine too. */
export function savedToken(): string | undefined {
  return sessionStorage.getItem(KEY) ?? undefined;
}

export function forgetToken(): void {
  sessionStorage.removeItem(KEY);
}

/**
 * Trades the one-time token of a link (`#token=…`) for the tab's own, and takes it out of the address bar. False when
 * the link was used before or the server cannot be reached.
 */
export async function exchangeToken(once: string): Promise<boolean> {
  try {
    const response = await fetch('/dashboard/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: once }),
    });
    const answer = answerSchema.safeParse(await response.json());
    if (!response.ok || !answer.success) return false;
    sessionStorage.setItem(KEY, answer.data.value.token);
    return true;
  } catch {
    return false;
  }
}

/** The one-time token in a link or in its fragment. */
export function readOneTimeToken(link: string): string | undefined {
  const token = new URLSearchParams(link.slice(link.indexOf('#') + 1)).get('token');
  return token === null || token === '' ? undefined : token;
}
