import { AppError, type ErrorCode } from '../../core/app-error.ts';
import type { Target } from './split-url.ts';

/** The client's caller gave up. */
export function cancelled(): AppError {
  return new AppError({
    code: 'cancelled',
    message: 'The request was cancelled before its answer was complete.',
  });
}

/** A deadline passed. `wait` says what the host failed to do. */
export function timedOut(wait: string, target: Target, ms: number): AppError {
  return unreachable('timeout', `${hostOf(target)} did not ${wait} within ${ms / 1000} s.`);
}

/** The connection ended inside the body. */
export function cutShort(target: Target, cause?: Error): AppError {
  return unreachable('upstream_error', `${hostOf(target)} broke off in the middle of its answer.`, cause);
}

/**
 * Puts a socket's error into a sentence. An AppError (ours, from a deadline or an abort) stays as it is.
 * @param role what the host is, when it is not the one that was asked for: `the proxy`
 */
export function connectionError(error: Error & { code?: string }, target: Target, role?: string): AppError {
  if (error instanceof AppError) return error;
  const code = error.code ?? '';
  const sentence = SENTENCES[code] ?? (isTlsFault(code) ? untrusted : undefined);
  const message =
    sentence?.(target) ?? `The connection to ${hostOf(target)} failed (${code || error.message}).`;
  return unreachable(
    'upstream_error',
    role === undefined ? message : `On the way, at ${role}: ${message}`,
    error,
  );
}

type Sentence = (target: Target) => string;

const reset: Sentence = (target) => `${hostOf(target)} closed the connection before its answer was complete.`;
const unroutable: Sentence = (target) =>
  `There is no route to ${hostOf(target)}. Check the network, the VPN and any VPC endpoint.`;
const offline: Sentence = (target) =>
  `The name ${target.hostname} could not be looked up just now. Check that this machine is online.`;
const untrusted: Sentence = (target) =>
  `No trusted TLS connection to ${hostOf(target)} could be made: its certificate is signed by an authority this machine does not know, most likely your company's proxy. Give that authority's PEM file in the provider's network settings ("caFile"), or in NODE_EXTRA_CA_CERTS.`;

const SENTENCES: { readonly [code: string]: Sentence | undefined } = {
  ENOTFOUND: unknownHost,
  EAI_AGAIN: offline,
  ECONNREFUSED: (target) =>
    `${hostOf(target)} refused the connection. Nothing listens there, or a firewall turns it away.`,
  ECONNRESET: reset,
  EPIPE: reset,
  HPE_INVALID_EOF_STATE: reset,
  ETIMEDOUT: unroutable,
  EHOSTUNREACH: unroutable,
  ENETUNREACH: unroutable,
  EADDRNOTAVAIL: unroutable,
  CERT_HAS_EXPIRED: (target) =>
    `The TLS certificate of ${hostOf(target)} has expired, or this machine's clock is wrong.`,
  ERR_TLS_CERT_ALTNAME_INVALID: (target) =>
    `The TLS certificate that ${hostOf(target)} showed was issued for another name.`,
};

/** OpenSSL's verification results as Node names them, and protocol failures. */
const TLS_FAULT = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|^ERR_(SSL|TLS)|^EPROTO$/;

function isTlsFault(code: string): boolean {
  return TLS_FAULT.test(code);
}

/** `bedrock-runtime.eu-west-9.amazonaws.com` -> `eu-west-9`, in every partition and spelling of the endpoint. */
const BEDROCK_HOST =
  /^bedrock(?:-[a-z]+)*\.([a-z]{2,4}(?:-[a-z]+)+-\d{1,2})\.(?:amazonaws|api\.aws|api\.amazonwebservices)/;

function unknownHost(target: Target): string {
  const region = BEDROCK_HOST.exec(target.hostname)?.[1];
  if (region === undefined)
    return `There is no host named ${target.hostname}. Check the address and the DNS.`;
  return `The region ${region} has no such Bedrock endpoint (${target.hostname} does not exist). Choose another region, or check that this machine is online.`;
}

function hostOf(target: Target): string {
  const port = target.port ?? (target.protocol === 'https:' ? 443 : 80);
  return `${target.hostname}:${port}`;
}

function unreachable(code: ErrorCode, message: string, cause?: Error): AppError {
  return new AppError({ code, message, retry: 'next', cause });
}
