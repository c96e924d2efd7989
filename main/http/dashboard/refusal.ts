import type { DispatchResult } from '../../services/dispatcher.ts';
import { jsonReply, type Reply } from './reply.ts';

type Refused = Extract<DispatchResult, { ok: false }>['error'];

/** A request that never reached the dispatcher. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reply: Reply;

  constructor(status: number, error: Refused, headers?: Readonly<Record<string, string>>) {
    super(error.message);
    this.reply = jsonReply(status, { ok: false, error }, headers);
  }
}

/** For a request without a session. The page then asks for a new link. */
export function unauthorised(message: string): Refusal {
  return new Refusal(401, { code: 'not_allowed', message });
}
