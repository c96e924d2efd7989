import { AppError, type ErrorCode, type Retry } from '../../core/app-error.ts';
import type { Headers } from '../../core/codec.ts';
import { parseJsonObject } from '../../core/json.ts';
import type { AwsFrame } from '../../framing/aws-event-stream.ts';
import { headerText } from '../../framing/aws-frame-headers.ts';

/** What AWS's own names mean, in lower case and without `exception`. */
const MEANINGS: Readonly<Record<string, readonly [ErrorCode, Retry]>> = {
  validation: ['invalid_request', 'never'],
  throttling: ['rate_limited', 'next'],
  servicequotaexceeded: ['quota_exceeded', 'next'],
  accessdenied: ['permission', 'next'],
  unrecognizedclient: ['upstream_authentication', 'never'],
  resourcenotfound: ['model_not_found', 'next'],
  modelnotready: ['overloaded', 'next'],
  serviceunavailable: ['overloaded', 'next'],
  modeltimeout: ['timeout', 'next'],
  modelerror: ['upstream_error', 'next'],
  modelstreamerror: ['upstream_error', 'next'],
  internalserver: ['upstream_error', 'next'],
};

/** The statuses of errors without a name that is known. */
const BY_STATUS: Readonly<Record<number, readonly [ErrorCode, Retry]>> = {
  400: ['invalid_request', 'never'],
  401: ['upstream_authentication', 'never'],
  403: ['permission', 'next'],
  404: ['model_not_found', 'next'],
  408: ['timeout', 'next'],
  413: ['too_large', 'never'],
  429: ['rate_limited', 'next'],
  503: ['overloaded', 'next'],
};

const TOO_LONG = /input is too long|prompt is too long|exceed context limit/i;

/** More than any error message; an HTML page is cut. */
const LONGEST_MESSAGE = 2000;

/** A refused call: AWS's name in a header, its message in the body in either spelling. */
export function decodeError(status: number, text: string, headers: Headers): AppError {
  const requestId = headers['x-amzn-requestid'];
  return explain({
    status,
    name: headers['x-amzn-errortype'] ?? '',
    text,
    ...(requestId === undefined ? {} : { requestId }),
  });
}

/** An exception or error frame. */
export function decodeFaultFrame({ headers, payload }: AwsFrame): AppError {
  const name = headerText(headers, ':exception-type') ?? headerText(headers, ':error-code') ?? '';
  const text =
    payload.length > 0 ? new TextDecoder().decode(payload) : (headerText(headers, ':error-message') ?? '');
  return explain({ status: 200, name, text });
}

interface Said {
  readonly status: number;
  readonly name: string;
  readonly text: string;
  readonly requestId?: string;
}

function explain({ status, name, text, requestId }: Said): AppError {
  const bare = name.split(':')[0]?.slice((name.split(':')[0] ?? '').lastIndexOf('#') + 1) ?? '';
  const body = parseJsonObject(text);
  const said =
    body?.['message'] ?? body?.['Message'] ?? (body === undefined && !text.startsWith('<') ? text : '');
  const message = typeof said === 'string' ? said.slice(0, LONGEST_MESSAGE) : '';
  const [code, retry] = TOO_LONG.test(message)
    ? (['context_length_exceeded', 'never'] as const)
    : meaningOf(bare, status);
  return new AppError({
    code,
    retry,
    message: message === '' ? `Bedrock answered ${bare || `HTTP ${status}`} without a message.` : message,
    upstream: {
      ...(status === 200 ? {} : { status }),
      ...(bare === '' ? {} : { name: bare }),
      ...(requestId === undefined ? {} : { requestId }),
    },
  });
}

function meaningOf(name: string, status: number): readonly [ErrorCode, Retry] {
  const key = name.toLowerCase().replace(/exception$/, '');
  const known = Object.hasOwn(MEANINGS, key) ? MEANINGS[key] : undefined;
  return known ?? BY_STATUS[status] ?? ['upstream_error', 'next'];
}
