import { type CallInput, type CallName, type CallOutput, calls } from '../../contract/calls.ts';
import { type LiveEvent, liveEventSchema } from '../../contract/live-event.ts';
import { type CallResult, callErrorSchema } from '../../contract/result.ts';
import type { Transport } from '../../contract/transport.ts';
import { createSseDecoder } from '../../main/framing/sse.ts';

/** Exchanges a link's token for a session's. @throws Error when it is refused */
export async function openSession(url: string, link: string): Promise<string> {
  const response = await fetch(`${url}/dashboard/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: link.split('#token=')[1] }),
  });
  const body: unknown = await response.json();
  const token = memberOf(memberOf(body, 'value'), 'token');
  if (typeof token !== 'string') throw new Error(`no session: ${response.status} ${JSON.stringify(body)}`);
  return token;
}

/** The contract over HTTP, in as few lines as it takes. Every answer and event must fit its schema. */
export function createFetchTransport(url: string, token: string): Transport {
  const authorization = `Bearer ${token}`;
  return {
    kind: 'http',
    async call(name, input) {
      const response = await fetch(`${url}/dashboard/api/${name}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      return readResult(name, await response.json());
    },
    subscribe(listener) {
      const controller = new AbortController();
      const { signal } = controller;
      void fetch(`${url}/dashboard/api/events`, { headers: { authorization }, signal })
        .then((response) => readEvents(response, listener))
        .catch(() => undefined);
      return () => controller.abort();
    },
  };
}

/** A result whose value fits the call's own schema. @throws Error when it does not */
export function readResult<Name extends CallName>(name: Name, body: unknown): CallResult<CallOutput<Name>> {
  if (memberOf(body, 'ok') !== true) {
    return { ok: false, error: callErrorSchema.parse(memberOf(body, 'error')) };
  }
  const value = memberOf(body, 'value');
  if (isOutput(name, value)) return { ok: true, value };
  throw new Error(`${name} answered with something else: ${JSON.stringify(value)}`);
}

function isOutput<Name extends CallName>(name: Name, value: unknown): value is CallOutput<Name> {
  return calls[name].output.safeParse(value).success;
}

async function readEvents(response: Response, listener: (event: LiveEvent) => void): Promise<void> {
  const sse = createSseDecoder();
  for await (const chunk of response.body ?? []) {
    for (const { data } of sse.push(chunk)) {
      if (data !== '') listener(liveEventSchema.parse(JSON.parse(data)));
    }
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The value of a call that must succeed. @throws Error with the error's words */
export async function ask<Name extends CallName>(
  transport: Transport,
  name: Name,
  input: CallInput<Name>,
): Promise<CallOutput<Name>> {
  const result = await transport.call(name, input);
  if (!result.ok) throw new Error(`${name}: ${result.error.code}: ${result.error.message}`);
  return result.value;
}

/** The error of a call that must fail. @throws Error when it does not */
export async function fail<Name extends CallName>(transport: Transport, name: Name, input: CallInput<Name>) {
  const result = await transport.call(name, input);
  if (result.ok) throw new Error(`${name} did not fail`);
  return result.error;
}
