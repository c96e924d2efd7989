import { AppError } from '../../core/app-error.ts';
import type { Headers } from '../../core/codec.ts';
import { decodeGeminiError } from '../gemini/decode-error.ts';

/** What a refused call means: Google's words, and for trouble with the account what its owner can do. */
export function decodeAntigravityError(status: number, text: string, headers: Headers): AppError {
  const error = decodeGeminiError(status, text, headers);
  const cure = cureFor(error);
  if (cure === undefined) return error;
  const { code, retry, param, retryAfterMs, upstream, message } = error;
  const said = /[.!?]$/.test(message) ? message : `${message}.`;
  return new AppError({ code, retry, param, retryAfterMs, upstream, message: `${said} ${cure}` });
}

const TERMS = /terms of service|violation of|suspended/i;
const VALIDATION = /VALIDATION_REQUIRED|verify your account|validation/i;

function cureFor({ code, message, upstream }: AppError): string | undefined {
  if (code === 'upstream_authentication') {
    return 'Access tokens live for about an hour: put a new one into this provider’s keychain entry.';
  }
  if (code !== 'permission') return undefined;
  if (TERMS.test(message)) {
    return 'Google has closed this access for the account. Remove this provider; the Gemini API with a key or Vertex AI are the official ways.';
  }
  if (VALIDATION.test(`${upstream?.name ?? ''} ${message}`)) {
    return 'Google wants the account’s owner to confirm it first.';
  }
  return undefined;
}
