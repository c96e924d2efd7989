import { z } from 'zod';
import type { CallInput, CallName, CallOutput } from '../../contract/calls.ts';
import type { LiveEvent } from '../../contract/live-event.ts';
import { type CallResult, callErrorSchema } from '../../contract/result.ts';
import type { Transport } from '../../contract/transport.ts';
import { isOutput } from './is-output.ts';
import { forgetToken, savedToken } from './session.ts';
import { type ConnectionState, streamEvents } from './stream-events.ts';

const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown().optional() }),
  z.object({ ok: z.literal(false), error: callErrorSchema }),
]);

/** The browser's transport: calls by POST, events by a streamed GET, both with the tab's bearer token. */
export function createHttpTransport(onState: (state: ConnectionState) => void): Transport {
  const listeners = new Set<(event: LiveEvent) => void>();
  let stop: (() => void) | undefined;

  function subscribe(listener: (event: LiveEvent) => void): () => void {
    listeners.add(listener);
    stop ??= streamEvents({
      token: savedToken,
      onState,
      onEvent: (event) => {
        for (const each of listeners) each(event);
      },
    });
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      stop?.();
      stop = undefined;
    };
  }

  async function call<Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
  ): Promise<CallResult<CallOutput<Name>>> {
    try {
      const response = await post(name, input);
      if (response.status === 401) {
        forgetToken();
        onState('refused');
        return failure('This tab is no longer signed in.');
      }
      return decode(name, await response.json());
    } catch {
      return failure('kRouter does not answer. Is it running?');
    }
  }

  return { kind: 'http', call, subscribe };
}

function post(name: CallName, input: unknown): Promise<Response> {
  return fetch(`/dashboard/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${savedToken() ?? ''}` },
    body: JSON.stringify(input),
    cache: 'no-store',
  });
}

function decode<Name extends CallName>(name: Name, body: unknown): CallResult<CallOutput<Name>> {
  const answer = answerSchema.safeParse(body);
  if (!answer.success) return failure('kRouter answered in a form this page does not know. Reload the page.');
  if (!answer.data.ok) return answer.data;
  const { value } = answer.data;
  return isOutput(name, value)
    ? { ok: true, value }
    : failure('kRouter answered in a form this page does not know. Reload the page.');
}

function failure(message: string): {
  readonly ok: false;
  readonly error: { code: 'failed'; message: string };
} {
  return { ok: false, error: { code: 'failed', message } };
}
