import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { CallInput, CallName, CallOutput } from '../../contract/calls.ts';
import { CallFailure } from './call-failure.ts';
import { useTransport } from './transport-context.ts';

interface CallOptions {
  /** Milliseconds between repeats; absent asks once and when an event says so. */
  readonly every?: number;
  readonly enabled?: boolean;
  /** Shows the last answer while the next one comes, e.g. when only a filter changed. */
  readonly keep?: boolean;
}

/** The answer of a call, cached by name and input. */
export function useCall<Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
  { every, enabled, keep }: CallOptions = {},
): UseQueryResult<CallOutput<Name>, CallFailure> {
  const transport = useTransport();
  return useQuery<Boxed<CallOutput<Name>>, CallFailure, CallOutput<Name>>({
    queryKey: [name, input],
    queryFn: async () => {
      const result = await transport.call(name, input);
      if (!result.ok) throw new CallFailure(result.error);
      return { value: result.value };
    },
    select: unbox,
    refetchInterval: every,
    enabled,
    placeholderData: keep === true ? (previous) => previous : undefined,
  });
}

/** An answer in the cache. Some calls answer with nothing, which the cache would take for a fault. */
export interface Boxed<Value> {
  readonly value: Value;
}

function unbox<Value>({ value }: Boxed<Value>): Value {
  return value;
}
