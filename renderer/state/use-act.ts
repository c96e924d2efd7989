import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import type { CallInput, CallName, CallOutput } from '../../contract/calls.ts';
import { CallFailure } from './call-failure.ts';
import { raiseToast } from './toasts.ts';
import { useTransport } from './transport-context.ts';

interface ActOptions {
  /** Calls whose cached answers are stale afterwards. */
  readonly refresh?: readonly CallName[];
  /** Said when it worked. */
  readonly done?: string;
  /** The caller shows the failure itself. */
  readonly quiet?: boolean;
}

/** A call that changes something. A failure is said in a toast unless `quiet`. */
export function useAct<Name extends CallName>(
  name: Name,
  { refresh = [], done, quiet = false }: ActOptions = {},
): UseMutationResult<CallOutput<Name>, CallFailure, CallInput<Name>> {
  const transport = useTransport();
  const client = useQueryClient();
  return useMutation<CallOutput<Name>, CallFailure, CallInput<Name>>({
    mutationFn: async (input) => {
      const result = await transport.call(name, input);
      if (!result.ok) throw new CallFailure(result.error);
      return result.value;
    },
    onSuccess: async () => {
      if (done !== undefined) raiseToast({ level: 'info', text: done });
      await Promise.all(refresh.map((stale) => client.invalidateQueries({ queryKey: [stale] })));
    },
    onError: (error) => {
      if (!quiet) raiseToast({ level: 'error', text: error.message });
    },
  });
}
