import { useState } from 'react';
import type { CallInput, CallName, CallOutput } from '../../contract/calls.ts';
import type { CallResult } from '../../contract/result.ts';
import { CallFailure } from './call-failure.ts';
import { useTransport } from './transport-context.ts';

export interface SecretAct<Name extends CallName> {
  readonly data: CallOutput<Name> | undefined;
  readonly error: CallFailure | undefined;
  readonly isPending: boolean;
  /** Never rejects. */
  send(input: CallInput<Name>): Promise<CallResult<CallOutput<Name>>>;
}

type Outcome<Name extends CallName> = Pick<SecretAct<Name>, 'data' | 'error' | 'isPending'>;

/**
 * A call whose input holds a secret. A mutation keeps its input for as long as its component lives, to be able to show
 * or repeat it; this keeps the outcome only.
 */
export function useSecretAct<Name extends CallName>(name: Name): SecretAct<Name> {
  const transport = useTransport();
  const [outcome, setOutcome] = useState<Outcome<Name>>({
    data: undefined,
    error: undefined,
    isPending: false,
  });
  const send = async (input: CallInput<Name>): Promise<CallResult<CallOutput<Name>>> => {
    setOutcome((before) => ({ ...before, error: undefined, isPending: true }));
    const result = await transport.call(name, input);
    setOutcome({
      data: result.ok ? result.value : undefined,
      error: result.ok ? undefined : new CallFailure(result.error),
      isPending: false,
    });
    return result;
  };
  return { ...outcome, send };
}
