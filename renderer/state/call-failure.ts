import type { CallError } from '../../contract/result.ts';

/** A refused or failed call, as the query cache carries it. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
  readonly code: CallError['code'];
  readonly param: string | undefined;

  constructor({ code, message, param }: CallError) {
    super(message);
    this.code = code;
    this.param = param;
  }
}
