import { AppError } from '../../core/app-error.ts';
import { conceal } from '../../core/conceal.ts';
import { type JsonObject, parseJsonObject } from '../../core/json.ts';
import type { Clock } from '../../platform/ports/clock.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import { readText } from '../plain-api/read-text.ts';
import type { KiroSignIn } from './kiro-sign-in.ts';

export interface RenewalParts {
  readonly http: HttpClient;
  readonly clock: Clock;
  /** In the place of the vendor's own hosts. */
  readonly endpoint?: string;
  readonly region: string;
  readonly userAgent: string;
}

/** How long a token is good when its maker does not say. Milliseconds. */
const USUAL_LIFE_MS = 60 * 60_000;
const TIMEOUTS = { connect: 5_000, firstByte: 15_000, idle: 15_000 };

/**
 * A new sign-in for the old one, whose refresh token is used up by it: with a registration at AWS's own CreateToken,
 * else at Kiro's. @throws AppError upstream_authentication when the vendor wants the user to sign in again
 */
export async function renewSignIn(signIn: KiroSignIn, parts: RenewalParts): Promise<KiroSignIn> {
  const { refreshToken } = signIn;
  if (refreshToken === undefined) throw signInEnded('it has no refresh token');
  const answer = await ask(signIn, refreshToken, parts);
  const accessToken = textOf(answer['accessToken']);
  if (accessToken === undefined) throw signInEnded('the answer to the renewal held no token');
  const seconds = answer['expiresIn'];
  const lifeMs = typeof seconds === 'number' ? seconds * 1000 : USUAL_LIFE_MS;
  return {
    ...signIn,
    accessToken,
    refreshToken: textOf(answer['refreshToken']) ?? refreshToken,
    profileArn: textOf(answer['profileArn']) ?? signIn.profileArn,
    expiresAt: parts.clock.now() + lifeMs,
  };
}

async function ask(signIn: KiroSignIn, refreshToken: string, parts: RenewalParts): Promise<JsonObject> {
  const { url, body } = questionFor(signIn, refreshToken, parts);
  const response = await parts.http.send({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      'accept-encoding': 'identity',
      'user-agent': parts.userAgent,
    },
    body: JSON.stringify(body),
    timeouts: TIMEOUTS,
  });
  const text = await readText(response);
  const answer = parseJsonObject(text);
  if (response.status === 200 && answer !== undefined) return answer;
  if (response.status >= 500 || response.status === 429) throw unavailable(response.status);
  const secrets = [refreshToken, signIn.client?.secret ?? ''];
  throw signInEnded(
    conceal(textOf(answer?.['error_description'] ?? answer?.['message']) ?? 'it was refused', secrets),
  );
}

function questionFor({ client }: KiroSignIn, refreshToken: string, { endpoint, region }: RenewalParts) {
  const base = endpoint?.replace(/\/+$/, '');
  if (client === undefined) {
    const url = `${base ?? `https://prod.${region}.auth.desktop.kiro.dev`}/refreshToken`;
    return { url, body: { refreshToken } };
  }
  const url = `${base ?? `https://oidc.${region}.amazonaws.com`}/token`;
  const registration = { clientId: client.id, clientSecret: client.secret };
  return { url, body: { ...registration, grantType: 'refresh_token', refreshToken } };
}

function unavailable(status: number): AppError {
  return new AppError({
    code: 'upstream_error',
    retry: 'next',
    message: `Kiro's sign-in could not be renewed: its host answered with HTTP ${status}. Try again later.`,
    upstream: { status },
  });
}

/** The user has to sign in anew. */
export function signInEnded(why: string): AppError {
  return new AppError({
    code: 'upstream_authentication',
    retry: 'next',
    message: `The Kiro sign-in cannot be used any more: ${why}. Sign in to Kiro again and give kRouter the new one.`,
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
