import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../main/simulator/faults/fault.ts';
import { ask, CALLERS, STREAMED, WHOLE } from './callers.ts';
import { closeEngines, invocations, pairOf, startEngine } from './start-engine.ts';

afterEach(closeEngines);

/** The first delta and the start of its block have gone out by then. */
const AFTER = 4;

/** Everything that can break an answer of which the client has already seen something. */
const BREAKS: readonly (readonly [name: string, fault: Fault])[] = [
  ['the connection is reset', { kind: 'cut', how: 'reset', after: AFTER }],
  ['the connection closes inside the chunked body', { kind: 'cut', how: 'close', after: AFTER }],
  ['the body ends without message_stop', { kind: 'cut', how: 'end', after: AFTER }],
  ['the body ends inside a length prefix', { kind: 'cut', how: 'inside-length', after: AFTER }],
  ['the body ends inside a prelude', { kind: 'cut', how: 'inside-prelude', after: AFTER }],
  ['the body ends inside a frame', { kind: 'cut', how: 'inside-frame', after: AFTER }],
  ['an internal error comes', { kind: 'exception', exception: 'internalServerException', after: AFTER }],
  ['a throttle comes', { kind: 'exception', exception: 'throttlingException', after: AFTER }],
  [
    'a model error with the status of a refusal comes',
    { kind: 'exception', exception: 'modelStreamErrorException', originalStatusCode: 400, after: AFTER },
  ],
  ['a validation error comes', { kind: 'exception', exception: 'validationException', after: AFTER }],
  ['an exception nobody knows comes', { kind: 'exception', exception: 'futureException', after: AFTER }],
  ['an unmodelled error comes', { kind: 'error-frame', code: 'Oops', message: 'No idea', after: AFTER }],
  [
    'an in-band error comes',
    { kind: 'error-chunk', type: 'overloaded_error', message: 'Overloaded', after: AFTER },
  ],
  ['a prelude is damaged', { kind: 'corrupt', what: 'prelude-crc', after: AFTER }],
  ['a message is damaged', { kind: 'corrupt', what: 'message-crc', after: AFTER }],
  ['a frame claims no length', { kind: 'corrupt', what: 'length-0', after: AFTER }],
  ['a frame claims three bytes', { kind: 'corrupt', what: 'length-3', after: AFTER }],
  ['a frame claims 4 GiB', { kind: 'corrupt', what: 'length-4gib', after: AFTER }],
];

const TEXT = 'count to 40';
const WHOLE_TEXT = Array.from({ length: 40 }, (_, index) => index + 1).join(' ');

describe.each(STREAMED)('$name: the answer ends in an honest error event when, after content,', (caller) => {
  it.each(BREAKS)('%s', async (_name, fault) => {
    const engine = await startEngine();
    const [first, second] = pairOf(engine);
    await first.fault(fault);

    const reading = await ask(engine, caller, { text: TEXT });

    expect(reading.status).toBe(200);
    expect(reading.isComplete).toBe(false);
    expect(reading.finish ?? null).toBe(null);
    expect(reading.text).not.toBe('');
    expect(WHOLE_TEXT.startsWith(reading.text)).toBe(true);
    expect(reading.error).toMatchObject({ type: expect.any(String), message: expect.stringMatching(/\S/) });
    expect(reading.headers.get('x-krouter-provider')).toBe('bedrock-us-east-1');
    expect(invocations(second)).toHaveLength(0);
    const row = await engine.row(reading.requestId);
    expect(row).toMatchObject({
      outcome: 'error',
      status: 200,
      attempts: 1,
      region: 'us-east-1',
      errorCode: expect.any(String),
      inputTokens: expect.any(Number),
      usageEstimated: true,
    });
    expect(row.outputTokens).toBeGreaterThan(0);
    expect(row.costNanoUsd).toBeGreaterThan(0);
  });
});

describe.each(WHOLE)('$name: nothing half is given out when, after content,', (caller) => {
  it.each(BREAKS)('%s', async (_name, fault) => {
    const engine = await startEngine();
    const [first, second] = pairOf(engine);
    await first.fault(fault);

    const reading = await ask(engine, caller, { text: TEXT });

    expect(reading.status).toBeGreaterThanOrEqual(400);
    expect(reading.text).toBe('');
    expect(reading.error).toMatchObject({ type: expect.any(String), message: expect.stringMatching(/\S/) });
    expect(invocations(second)).toHaveLength(0);
    const row = await engine.row(reading.requestId);
    expect(row).toMatchObject({ outcome: 'error', status: reading.status, attempts: 1 });
    expect(row.outputTokens).toBeGreaterThan(0);
  });
});

/** What only looks like damage. */
const ODDITIES: readonly (readonly [name: string, fault: Fault])[] = [
  ['comes byte by byte', { kind: 'slice', bytes: 1 }],
  ['comes in slices of seven bytes', { kind: 'slice', bytes: 7 }],
  ['has frames and events nobody knows', { kind: 'unknown-events' }],
  ['says message_stop twice and goes on', { kind: 'duplicate-stop' }],
  ['stalls for a moment', { kind: 'stall', ms: 150, after: 5 }],
  ['begins late', { kind: 'slow-first-byte', ms: 150 }],
  ['has lost its content type', { kind: 'content-type', value: undefined }],
  ['has a general content type', { kind: 'content-type', value: 'application/octet-stream' }],
];

describe.each(CALLERS)('$name: the answer is whole, and the same, when the stream', (caller) => {
  it.each(ODDITIES)('%s', async (_name, fault) => {
    const engine = await startEngine();
    const [first, second] = pairOf(engine);
    await first.fault(fault);

    const reading = await ask(engine, caller, { text: 'say exactly: Grüße 👩🏽‍🚀 𝒳 — 東京' });

    expect(reading).toMatchObject({
      status: 200,
      text: 'Grüße 👩🏽‍🚀 𝒳 — 東京',
      isComplete: true,
      error: undefined,
    });
    expect(invocations(second)).toHaveLength(0);
    expect(await engine.row(reading.requestId)).toMatchObject({ outcome: 'ok', usageEstimated: false });
  });
});

describe('tool arguments that break off inside their JSON', () => {
  const tools = {
    openai: [{ type: 'function', function: { name: 'look_up', parameters: { type: 'object' } } }],
    anthropic: [{ name: 'look_up', input_schema: { type: 'object' } }],
  };
  const text = 'use tool look_up with {"path": "/srv/data/one/two/three", "depth": 12}';

  it.each(STREAMED)('$name: are never completed by an invented brace', async (caller) => {
    const engine = await startEngine();
    await pairOf(engine)[0].fault({ kind: 'truncated-tool-json' });

    const reading = await ask(engine, caller, { text, body: { tools: tools[caller.dialect] } });

    expect(reading.isComplete).toBe(false);
    expect(reading.error).toBeDefined();
    expect(reading.raw).not.toContain('12}');
  });

  it.each(WHOLE)('$name: are an error instead of a call', async (caller) => {
    const engine = await startEngine();
    await pairOf(engine)[0].fault({ kind: 'truncated-tool-json' });

    const reading = await ask(engine, caller, { text, body: { tools: tools[caller.dialect] } });

    expect(reading.status).toBeGreaterThanOrEqual(500);
    expect(reading.raw).not.toContain('look_up');
  });
});
