import { z } from 'zod';

/** Why a call was refused or failed. `message` is for a person; `code` is for the page's own logic. */
export const callErrorSchema = z.strictObject({
  code: z.enum([
    'invalid_input',
    'unknown_call',
    'not_allowed',
    'desktop_only',
    'not_found',
    'conflict',
    'failed',
  ]),
  message: z.string(),
  /** Path of the offending input field, when there is one. */
  param: z.string().optional(),
});

export type CallError = z.infer<typeof callErrorSchema>;

/** What every call answers with, over either transport. */
export type CallResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: CallError };
