import type { IncomingMessage } from 'node:http';
import { AppError } from '../../core/app-error.ts';
import type { HostRule } from './host-rule.ts';
import { isLoopback } from './loopback.ts';
import { checkSingleHeaders } from './single-headers.ts';

export interface GuardRules {
  /** Refuse sockets from other machines, whatever their headers say. */
  readonly loopbackOnly: boolean;
  readonly isOurHost: HostRule;
}

/** Reading a page of ours, or no browser at all. `same-site` is another port of localhost. */
const TRUSTED_SITES = new Set(['same-origin', 'none']);

/**
 * Who may talk to us at all, before any route, key or body: this machine, by our own name, and no foreign web page.
 * @throws AppError forbidden or invalid_request
 */
export function checkRequest(request: IncomingMessage, rules: GuardRules): void {
  if (rules.loopbackOnly && !isLoopback(request.socket.remoteAddress)) {
    throw forbidden('kRouter answers this machine only. Set "host" in its configuration to change that.');
  }
  checkSingleHeaders(request.rawHeaders);
  checkHost(request.headers.host, rules);
  checkOrigin(request);
  if (request.method === 'OPTIONS') {
    throw forbidden('kRouter allows no cross-origin requests, so it answers no preflight.');
  }
  if (request.url?.startsWith('/') !== true) {
    throw new AppError({ code: 'invalid_request', message: 'The request target must be a path.' });
  }
}

function checkHost(host: string | undefined, rules: GuardRules): void {
  if (host === undefined || host === '') {
    throw new AppError({ code: 'invalid_request', message: 'The Host header is missing.' });
  }
  if (!rules.isOurHost(host)) {
    throw forbidden("The Host header names another server. Use 127.0.0.1 or localhost with kRouter's port.");
  }
}

/** Host is ours by now, so our own origin is `http://` and that very Host. */
function checkOrigin(request: IncomingMessage): void {
  const { origin, host } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`) {
    throw forbidden('Web pages of other origins may not use kRouter.');
  }
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && !(typeof site === 'string' && TRUSTED_SITES.has(site))) {
    throw forbidden('Web pages of other origins may not use kRouter.');
  }
}

function forbidden(message: string): AppError {
  return new AppError({ code: 'forbidden', message });
}
