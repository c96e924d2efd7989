import type { CallInput, CallName, CallOutput } from '../../contract/calls.ts';
import { calls } from '../../contract/calls.ts';
import type { CallResult } from '../../contract/result.ts';
import type { Dispatcher } from '../services/dispatcher.ts';

/** Asks the dispatcher the way a page does, with the answer's type checked rather than believed. */
export type Ask = <Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
) => Promise<CallResult<CallOutput<Name>>>;

/** The shell's own way to the services. */
export function createAsk(dispatcher: Dispatcher): Ask {
  return async (name, input) => {
    const result = await dispatcher.dispatch('desktop', name, input);
    if (!result.ok) return result;
    const parsed = calls[name].output.safeParse(result.value);
    if (isOutput(name, parsed)) return { ok: true, value: parsed.data };
    return {
      ok: false,
      error: { code: 'failed', message: `${name} answered in a form that is not its own.` },
    };
  };
}

function isOutput<Name extends CallName>(
  _name: Name,
  parsed: { success: boolean; data?: unknown },
): parsed is { success: true; data: CallOutput<Name> } {
  return parsed.success;
}
