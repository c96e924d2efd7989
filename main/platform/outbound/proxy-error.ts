import { AppError } from '../../core/app-error.ts';
import type { Target } from './split-url.ts';

/** The proxy answered CONNECT with something other than 200. */
export function proxyRefused(proxy: Target, status: number): AppError {
  return new AppError({ code: 'upstream_error', retry: 'next', message: sentence(placeOf(proxy), status) });
}

/** The proxy took the connection and no tunnel came of it. */
export function proxySilent(proxy: Target, ms: number): AppError {
  return new AppError({
    code: 'timeout',
    retry: 'next',
    message: `The proxy ${placeOf(proxy)} did not open a tunnel within ${ms / 1000} s. Check its address, and whether it lets this host through.`,
  });
}

/** `host:port` as it stands in a setting. */
export function placeOf({ hostname, port, protocol }: Target): string {
  return `${hostname}:${port ?? (protocol === 'https:' ? 443 : 80)}`;
}

function sentence(place: string, status: number): string {
  if (status === 407) {
    return `The proxy ${place} asked for a password, or refused the one it got (407). Give its user as http://user@${place} and enter the password in the provider's network settings.`;
  }
  if (status === 403) {
    return `The proxy ${place} does not let this connection through (403). Ask whoever runs it to allow the AWS endpoints.`;
  }
  if (status === 502 || status === 503 || status === 504) {
    return `The proxy ${place} could not reach AWS (${status}). Check the region and the proxy's own way out.`;
  }
  return `The proxy ${place} refused to open a tunnel (HTTP ${status}). Check that it is an HTTP proxy that allows CONNECT.`;
}
