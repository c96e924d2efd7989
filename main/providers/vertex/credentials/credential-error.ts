import { AppError } from '../../../core/app-error.ts';

/** There is no token to be had, and what to do about it. */
export function credentialError(message: string, status?: number): AppError {
  const upstream = status === undefined ? undefined : { status };
  return new AppError({ code: 'upstream_authentication', retry: 'next', message, upstream });
}
