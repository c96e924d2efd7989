import { AppError } from '../../core/app-error.ts';

/** The parts of a URL that a socket needs, and the rest exactly as it was written. */
export interface Target {
  readonly protocol: 'http:' | 'https:';
  /** Without brackets for IPv6. */
  readonly hostname: string;
  readonly port: number | undefined;
  /** Path and query, verbatim: a signature covers these very characters. */
  readonly path: string;
}

const URL_PARTS = /^(https?:)\/\/(\[[0-9A-Fa-f:.]+\]|[^\s:/?#@[\]]+)(?::(\d{1,5}))?((?:[/?][^#\s]*)?)$/;

/**
 * Splits without normalising: `URL` would rewrite dots and escapes that a signature covers.
 * @throws AppError internal when it is not an absolute http(s) URL.
 */
export function splitUrl(url: string): Target {
  const [, protocol, host = '', port, rest = ''] = URL_PARTS.exec(url) ?? [];
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new AppError({ code: 'internal', message: `Not an http(s) URL that can be sent as it is: ${url}` });
  }
  return {
    protocol,
    hostname: host.startsWith('[') ? host.slice(1, -1) : host,
    port: port === undefined ? undefined : Number(port),
    path: rest.startsWith('/') ? rest : `/${rest}`,
  };
}
