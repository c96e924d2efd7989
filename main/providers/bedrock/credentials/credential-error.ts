import { AppError } from '../../../core/app-error.ts';

/** Credentials that cannot be had or used: one sentence of cause, one of cure. */
export function credentialError(message: string, cause?: unknown): AppError {
  return new AppError({ code: 'upstream_authentication', retry: 'next', message, cause });
}
