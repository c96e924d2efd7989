import { type CallName, type CallOutput, calls } from '../../contract/calls.ts';

/** Whether `value` is what the contract says the call answers with. */
export function isOutput<Name extends CallName>(name: Name, value: unknown): value is CallOutput<Name> {
  return calls[name].output.safeParse(value).success;
}
