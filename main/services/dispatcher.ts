import type { z } from 'zod';
import { calls, isCallName } from '../../contract/calls.ts';
import type { CallError, CallResult } from '../../contract/result.ts';
import { AppError, type ErrorCode } from '../core/app-error.ts';
import type { Log } from '../platform/ports/log.ts';
import { CallFailure } from './call-failure.ts';
import type { Implementations } from './implementations.ts';
import { joinPath } from './join-path.ts';

/** Who calls: the app's own window, or a browser that came in by a link. */
export type Caller = 'desktop' | 'http';

export type DispatchResult = CallResult<unknown>;

/** Where every transport ends. */
export interface Dispatcher {
  /** Never rejects. */
  dispatch(caller: Caller, name: string, input: unknown): Promise<DispatchResult>;
}

/** One dispatcher for both transports: name, caller and input are checked before anything runs. */
export function createDispatcher(implementations: Implementations, log: Log): Dispatcher {
  return {
    async dispatch(caller, name, input) {
      if (!isCallName(name)) return refused('unknown_call', `There is no call "${name.slice(0, 100)}".`);
      const { access, input: schema } = calls[name];
      if (access === 'desktop' && caller !== 'desktop') {
        return refused('desktop_only', 'This can only be done in the desktop app.');
      }
      const parsed = schema.safeParse(input);
      if (!parsed.success) return { ok: false, error: invalidInput(parsed.error) };
      // The compiler cannot pair the name's schema with the name's implementation; the record's type has done so.
      const implementation = implementations[name] as (input: unknown) => unknown;
      try {
        return { ok: true, value: await implementation(parsed.data) };
      } catch (thrown) {
        return { ok: false, error: toCallError(thrown, name, log) };
      }
    },
  };
}

function refused(code: CallError['code'], message: string): CallResult<never> {
  return { ok: false, error: { code, message } };
}

function invalidInput(error: z.ZodError): CallError {
  const [issue] = error.issues;
  const path = joinPath(issue?.path ?? []);
  const message = issue?.message ?? 'the input is not valid';
  return {
    code: 'invalid_input',
    message: path === '' ? message : `${path}: ${message}`,
    param: path === '' ? undefined : path,
  };
}

function toCallError(thrown: unknown, name: string, log: Log): CallError {
  if (thrown instanceof CallFailure) {
    return { code: thrown.code, message: thrown.message, param: thrown.param };
  }
  if (thrown instanceof AppError && thrown.code !== 'internal') {
    return { code: CODES[thrown.code] ?? 'failed', message: thrown.message, param: thrown.param };
  }
  const cause = thrown instanceof AppError ? (thrown.cause ?? thrown) : thrown;
  log.error('a dashboard call met an unexpected error', { call: name, cause });
  return { code: 'failed', message: 'kRouter met an unexpected error. The log has the details.' };
}

/** What the engine's own errors mean to a page; all others are `failed`. */
const CODES: { readonly [code in ErrorCode]?: CallError['code'] } = {
  invalid_request: 'invalid_input',
  unsupported: 'invalid_input',
  model_not_found: 'not_found',
};
