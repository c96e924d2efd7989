import type { CallArguments, CallName, CallOutput } from '../../contract/calls.ts';

/** What is behind one call. The input has been parsed; a CallFailure or AppError thrown here is told to the page. */
export type Implementation<Name extends CallName> = (
  input: CallArguments<Name>,
) => CallOutput<Name> | Promise<CallOutput<Name>>;

/** What is behind these calls, all of them unless told otherwise: a missing one does not compile. */
export type Implementations<Names extends CallName = CallName> = {
  readonly [Name in Names]: Implementation<Name>;
};
