import { AppError, type ErrorCode } from '../../core/app-error.ts';
import type { Headers } from '../../core/codec.ts';
import { classifyFault, type FaultKind, statusOfFault } from './classify-fault.ts';
import { type Fault, readFault } from './read-fault.ts';
import { retryAfterMs } from './retry-after.ts';

/** Reads the errors of an upstream that speaks one of OpenAI's formats. */
export interface ErrorDecoder {
  /** A response with an error status. `body` is the parsed JSON, or the text when it is none. */
  decodeError(status: number, body: unknown, headers: Headers): AppError;
  /** An error in the middle of a stream: the status, if any, is inside it. */
  decodeErrorRecord(record: unknown): AppError;
}

/** An error decoder; `ownNames` are codes and types that only one of the formats has. */
export function createErrorDecoder(
  ownNames: readonly (readonly [name: string, kind: FaultKind])[],
): ErrorDecoder {
  const names = new Map(ownNames);
  const decode = (status: number, fault: Fault, headers: Headers) => {
    const kind = classifyFault(status, fault, names);
    return toError({ status, headers, kind }, fault);
  };
  return {
    decodeError: (status, body, headers) => decode(status, readFault(body), headers),
    decodeErrorRecord: (record) => {
      const fault = readFault(record);
      return decode(statusOfFault(fault), fault, {});
    },
  };
}

interface Circumstances {
  readonly status: number;
  readonly headers: Headers;
  readonly kind: FaultKind;
}

function toError({ status, headers, kind: { code, retry } }: Circumstances, fault: Fault): AppError {
  return new AppError({
    code,
    retry,
    message: messageFor(code, status, fault.message),
    param: code === 'invalid_request' || code === 'unsupported' ? fault.param : undefined,
    retryAfterMs: code === 'rate_limited' || code === 'overloaded' ? retryAfterMs(headers) : undefined,
    upstream: { status, name: fault.code ?? fault.type, requestId: headers['x-request-id'] },
  });
}

/** Longest stretch of an upstream's message that is shown, in characters. */
const LONGEST_MESSAGE = 2000;

/** The upstream's words, except about keys: servers tend to repeat the key they were sent. */
function messageFor(code: ErrorCode, status: number, message: string): string {
  if (code === 'upstream_authentication') {
    return 'The provider refused the API key that kRouter sent. Check this provider’s key in the settings.';
  }
  const text = message.trim().slice(0, LONGEST_MESSAGE);
  return text === '' ? `The provider answered with status ${status} and no explanation.` : text;
}
