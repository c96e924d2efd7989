import type { CallError } from '../../contract/result.ts';

/** A call that cannot be done, in words for the person at the page. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
  readonly code: CallError['code'];
  readonly param: string | undefined;

  constructor(code: CallError['code'], message: string, param?: string) {
    super(message);
    this.code = code;
    this.param = param;
  }
}

/** The thing that a call names is not there. */
export function notFound(what: string): CallFailure {
  return new CallFailure('not_found', `${what} is not there any more. Reload the page.`);
}
