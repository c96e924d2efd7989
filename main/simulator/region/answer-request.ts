import { authenticate } from '../auth/authenticate.ts';
import { AwsError } from '../aws-error.ts';
import type { Fault } from '../faults/fault.ts';
import { httpFaultReply } from '../faults/http-fault-reply.ts';
import { decodeId, type Route } from '../operations/route-operation.ts';
import type { RequestRecord } from './recorded-request.ts';
import type { RegionState } from './region-state.ts';
import type { Reply } from './reply.ts';

/** A request that was read, and what is known about it. */
export interface Answerable {
  readonly state: RegionState;
  /** Where it goes, or why nowhere. */
  readonly route: Route | AwsError;
  /** The body, or the error that reading it ended with. */
  readonly body: unknown;
  readonly record: RequestRecord;
  readonly fault: Fault | undefined;
  readonly path: string;
  readonly query: string;
  readonly rawHeaders: readonly (readonly [string, string])[];
}

/** Checks the signature, plays an HTTP fault if there is one, and runs the operation. */
export function answerRequest(question: Answerable): Reply {
  const reply = attempt(() => run(question));
  return reply instanceof AwsError ? { kind: 'error', error: reply } : reply;
}

/** The value, or the AwsError that was thrown. Anything else thrown is this program's fault and says so. */
export function attempt<T>(work: () => T): T | AwsError {
  try {
    return work();
  } catch (error) {
    if (error instanceof AwsError) return error;
    return new AwsError('InternalServerException', `The simulator failed: ${String(error)}`);
  }
}

function run({ state, route, body, record, fault, path, query, rawHeaders }: Answerable): Reply {
  if (route instanceof AwsError) throw route;
  if (!Buffer.isBuffer(body)) throw body;
  const { operation, encodedId } = route;
  const { service } = operation;
  if (service !== 'sso' && service !== 'sso-oidc') {
    authenticate({ method: record.method, path, query, headers: rawHeaders }, body, {
      region: state.region,
      service,
      keys: [...(state.options.accessKeys ?? []), ...state.sso.issuedKeys],
      bearerKeys: state.options.bearerKeys ?? [],
      now: state.now(),
    });
  }
  if (fault?.kind === 'http-error' || fault?.kind === 'http-answer' || fault?.kind === 'named') {
    return httpFaultReply(fault);
  }
  const id = decodeId(encodedId);
  return operation.run({
    state,
    id,
    query: new URLSearchParams(query),
    headers: record.headers,
    body,
    record,
  });
}
