import { AppError } from '../../../core/app-error.ts';

/** A refusal of Identity Center, with the name that OAuth has for it. */
export class SsoRefusal extends Error {
  override readonly name = 'SsoRefusal';
  /** `authorization_pending`, `slow_down`, …; AWS's exception where there is no such name. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** A sign-in that is missing or over: signing in is the only cure. */
export function signInEnded(message: string, cause?: unknown): AppError {
  return new AppError({ code: 'upstream_authentication', retry: 'next', message, cause });
}
