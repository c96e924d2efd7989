import { parseJsonObject } from '../../../core/json.ts';
import { textOf } from './call-sso.ts';
import type { OidcRegistration } from './oidc-client.ts';

/** A person's sign-in at one portal. */
export interface SsoToken {
  readonly accessToken: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** With both of these it can be renewed without the person. */
  readonly refreshToken?: string;
  readonly registration?: OidcRegistration;
  readonly startUrl: string;
  readonly region: string;
}

/** As AWS's own tools read it from their cache (members as in their files, times in ISO 8601). */
export function encodeSsoToken({ registration, ...token }: SsoToken): string {
  const { startUrl, region, accessToken, refreshToken } = token;
  const members = {
    startUrl,
    region,
    accessToken,
    expiresAt: isoTime(token.expiresAt),
    clientId: registration?.clientId,
    clientSecret: registration?.clientSecret,
    registrationExpiresAt: registration && isoTime(registration.expiresAt),
    refreshToken,
  };
  return JSON.stringify(members, undefined, 2);
}

/** Undefined when the text is no sign-in. */
export function decodeSsoToken(text: string | undefined): SsoToken | undefined {
  const body = parseJsonObject(text ?? '');
  const accessToken = textOf(body?.['accessToken']);
  const expiresAt = Date.parse(textOf(body?.['expiresAt']) ?? '');
  if (body === undefined || accessToken === undefined || Number.isNaN(expiresAt)) return undefined;
  const clientId = textOf(body['clientId']);
  const clientSecret = textOf(body['clientSecret']);
  const registered = Date.parse(textOf(body['registrationExpiresAt']) ?? '');
  return {
    accessToken,
    expiresAt,
    refreshToken: textOf(body['refreshToken']),
    registration:
      clientId === undefined || clientSecret === undefined
        ? undefined
        : { clientId, clientSecret, expiresAt: Number.isNaN(registered) ? 0 : registered },
    startUrl: textOf(body['startUrl']) ?? '',
    region: textOf(body['region']) ?? '',
  };
}

/** Without milliseconds: older readers of the file stumble over them. */
function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
