import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../main/simulator/faults/fault.ts';
import { ask, CALLERS } from './callers.ts';
import { closeEngines, invocations, pairOf, startEngine } from './start-engine.ts';

afterEach(closeEngines);

/** Everything that can go wrong in one region before the first word, and that another region can make good. */
const FAULTS: readonly (readonly [name: string, fault: Fault])[] = [
  ['refuses connections', { kind: 'refuse' }],
  ['resets connections', { kind: 'reset', when: 'connect' }],
  ['resets requests', { kind: 'reset', when: 'request' }],
  ['throttles', { kind: 'http-error', error: 'ThrottlingException' }],
  ['has used up its daily quota', { kind: 'named', name: 'daily-quota' }],
  ['is not ready with the model', { kind: 'http-error', error: 'ModelNotReadyException' }],
  ['has an internal error', { kind: 'http-error', error: 'InternalServerException' }],
  ['is unavailable', { kind: 'http-error', error: 'ServiceUnavailableException' }],
  ['has a model error', { kind: 'http-error', error: 'ModelErrorException' }],
  ['times out in the model', { kind: 'http-error', error: 'ModelTimeoutException' }],
  ['answers 502 with HTML', { kind: 'named', name: 'html-gateway' }],
  ['answers 504 with nothing', { kind: 'http-answer', status: 504, body: '' }],
  ['answers 200 with a sign-in page', { kind: 'body', body: 'html' }],
  ['answers 200 with an empty body', { kind: 'body', body: 'empty' }],
  ['answers 200 with server-sent events', { kind: 'body', body: 'sse' }],
  ['answers 200 with a JSON message', { kind: 'body', body: 'json-message' }],
  ['throttles in the first frame', { kind: 'exception', exception: 'throttlingException' }],
  ['fails in the first frame', { kind: 'exception', exception: 'internalServerException' }],
  ['is unavailable in the first frame', { kind: 'exception', exception: 'serviceUnavailableException' }],
  ['sends an unmodelled error first', { kind: 'error-frame', code: 'InternalFailure', message: 'Oops' }],
  ['is overloaded in band', { kind: 'error-chunk', type: 'overloaded_error', message: 'Overloaded' }],
  [
    'fails between start and content',
    { kind: 'exception', exception: 'modelStreamErrorException', after: 0 },
  ],
  ['resets after its headers', { kind: 'cut', how: 'reset' }],
  ['resets between start and content', { kind: 'cut', how: 'reset', after: 0 }],
  ['ends cleanly between start and content', { kind: 'cut', how: 'end', after: 0 }],
  ['closes between start and content', { kind: 'cut', how: 'close', after: 0 }],
  ['ends inside the first length', { kind: 'cut', how: 'inside-length' }],
  ['ends inside the first prelude', { kind: 'cut', how: 'inside-prelude' }],
  ['ends inside the first frame', { kind: 'cut', how: 'inside-frame' }],
  ['damages the prelude', { kind: 'corrupt', what: 'prelude-crc' }],
  ['damages the message', { kind: 'corrupt', what: 'message-crc' }],
  ['claims a frame of no length', { kind: 'corrupt', what: 'length-0' }],
  ['claims a frame of three bytes', { kind: 'corrupt', what: 'length-3' }],
  ['claims a frame of 4 GiB', { kind: 'corrupt', what: 'length-4gib' }],
  ['denies access to the model', { kind: 'named', name: 'model-access' }],
  ['is closed by a service control policy', { kind: 'named', name: 'scp-deny' }],
  ['lacks the marketplace subscription', { kind: 'named', name: 'marketplace' }],
];

describe.each(CALLERS)('$name: the next region answers in one clean piece when the first', (caller) => {
  it.each(FAULTS)('%s', async (_name, fault) => {
    const engine = await startEngine();
    const [first, second] = pairOf(engine);
    await first.fault(fault);

    const reading = await ask(engine, caller);

    expect(reading).toMatchObject({ status: 200, text: 'All is well.', isComplete: true, error: undefined });
    expect(reading.headers.get('x-krouter-provider')).toBe('bedrock-us-west-2');
    expect(reading.headers.get('x-krouter-model')).toBe('us.anthropic.claude-sonnet-4-6');
    expect(reading.headers.get('x-krouter-attempts')).toBe('2');
    expect(invocations(second)).toHaveLength(1);
    const row = await engine.row(reading.requestId);
    expect(row).toMatchObject({ outcome: 'ok', status: 200, attempts: 2, failovers: 1, region: 'us-west-2' });
  });
});
