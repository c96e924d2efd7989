import { Agent } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../main/simulator/faults/fault.ts';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import type { Simulator } from '../../main/simulator/start-simulator.ts';
import { BEARER, chunkEvents, claudeBody, decodeFrames, post, SONNET_46, startOne } from './support.ts';

const BODY = claudeBody('count to 10');
const FRAMES = 15;

let simulator: Simulator;
let region: SimulatedRegion;

beforeAll(async () => {
  ({ simulator, region } = await startOne({ bearerKeys: [BEARER] }));
});
afterEach(() => region.fault());
afterAll(() => simulator.close());

async function under(fault: Fault, timeoutMs?: number) {
  await region.fault(fault);
  return post(region, BODY, timeoutMs === undefined ? {} : { timeoutMs });
}

const types = (body: Buffer) => chunkEvents(body).map((event) => event.type);
const words = (body: Buffer) =>
  chunkEvents(body)
    .map((event) => event.delta?.text ?? '')
    .join('');

describe('a stream without faults', () => {
  it('is whole frames in the order Anthropic gives events', async () => {
    const answer = await post(region, BODY);
    expect(answer).toMatchObject({ status: 200, ended: 'end' });
    expect(answer.headers['content-type']).toBe('application/vnd.amazon.eventstream');
    const { frames, rest } = decodeFrames(answer.body);
    expect(rest.length).toBe(0);
    expect(frames.length).toBe(FRAMES);
    expect(Object.keys(frames[0]?.headers ?? {}).sort()).toEqual([
      ':content-type',
      ':event-type',
      ':message-type',
    ]);
    expect(JSON.parse(Buffer.from(frames[1]?.body ?? []).toString())).toMatchObject({
      p: expect.stringMatching(/^[a-z]*/),
    });
    expect(types(answer.body).filter((type) => type !== 'content_block_delta')).toEqual([
      'message_start',
      'content_block_start',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
  });
});

describe('a cut stream', () => {
  it.each([
    ['headers' as const, 0],
    [0, 1],
    [3, 4],
    [999, FRAMES],
  ])('after %s content frames has %i frames', async (after, count) => {
    for (const [how, ended] of [
      ['end', 'end'],
      ['close', 'ECONNRESET'],
      ['reset', 'ECONNRESET'],
    ] as const) {
      const answer = await under({ kind: 'cut', how, after });
      expect([answer.status, answer.ended]).toEqual([200, ended]);
      expect(decodeFrames(answer.body).frames.length).toBe(count);
    }
  });

  it.each([
    ['inside-length', 2],
    ['inside-prelude', 7],
  ] as const)('%s leaves %i bytes', async (how, left) => {
    const answer = await under({ kind: 'cut', how, after: 2 });
    expect(answer.ended).toBe('end');
    expect(decodeFrames(answer.body.subarray(0, answer.body.length - left)).frames.length).toBe(3);
  });

  it('inside-frame leaves half a frame', async () => {
    const answer = await under({ kind: 'cut', how: 'inside-frame', after: 2 });
    const { frames, rest } = decodeFrames(answer.body);
    expect(frames.length).toBe(3);
    expect(rest.length).toBeGreaterThan(50);
    expect(rest.readUInt32BE(0)).toBeGreaterThan(rest.length);
  });
});

describe('errors inside a stream', () => {
  it('come as an exception frame', async () => {
    const answer = await under({
      kind: 'exception',
      exception: 'modelStreamErrorException',
      message: 'boom',
      originalStatusCode: 500,
      after: 2,
    });
    const { frames } = decodeFrames(answer.body);
    expect(frames.length).toBe(4);
    const last = frames.at(-1);
    expect(last?.headers[':message-type']?.value).toBe('exception');
    expect(last?.headers[':exception-type']?.value).toBe('modelStreamErrorException');
    expect(JSON.parse(Buffer.from(last?.body ?? []).toString())).toEqual({
      message: 'boom',
      originalStatusCode: 500,
      originalMessage: 'boom',
    });
  });

  it('come as an error frame with an empty payload', async () => {
    const answer = await under({ kind: 'error-frame', code: 'InternalError', message: 'gone' });
    const [frame] = decodeFrames(answer.body).frames;
    expect(frame?.headers[':error-code']?.value).toBe('InternalError');
    expect(frame?.body.length).toBe(0);
  });

  it('come in-band as an ordinary chunk', async () => {
    const answer = await under({ kind: 'error-chunk', type: 'overloaded_error', message: 'busy' });
    expect(chunkEvents(answer.body)).toEqual([
      { type: 'error', error: { type: 'overloaded_error', message: 'busy' } },
    ]);
  });
});

describe('damaged frames', () => {
  it.each([
    ['prelude-crc', /prelude checksum/i],
    ['message-crc', /message checksum/i],
  ] as const)('have a wrong %s', async (what, message) => {
    const answer = await under({ kind: 'corrupt', what, after: 1 });
    expect(() => decodeFrames(answer.body)).toThrow(message);
  });

  it.each([
    ['length-0', 0],
    ['length-3', 3],
    ['length-4gib', 0xffff_ffff],
  ] as const)('claim %s under a right prelude CRC', async (what, length) => {
    const whole = await post(region, BODY);
    const start = whole.body.readUInt32BE(0);
    const answer = await under({ kind: 'corrupt', what, after: 0 });
    expect(answer.body.readUInt32BE(start)).toBe(length);
    expect(answer.body.subarray(start + 12)).toEqual(answer.body.subarray(start + 12));
    expect(answer.body.length).toBeGreaterThan(start + 1000);
  });
});

describe('streams that are strange but whole', () => {
  it('arrive in one-byte writes with the same bytes', async () => {
    await region.fault({ kind: 'slice', bytes: 1 });
    const answer = await post(region, claudeBody('say exactly: é🌍'));
    expect(words(answer.body)).toBe('é🌍');
    expect(answer.pieces.length).toBeGreaterThan(answer.body.length / 4);
  });

  it('carry frames and events no client knows', async () => {
    const answer = await under({ kind: 'unknown-events' });
    const kinds = decodeFrames(answer.body).frames.map((frame) => frame.headers[':event-type']?.value);
    expect(kinds).toContain('futureEvent');
    expect(types(answer.body)).toContain('future_event');
    expect(words(answer.body)).toBe('1 2 3 4 5 6 7 8 9 10');
  });

  it('stop twice, with a late delta', async () => {
    const answer = await under({ kind: 'duplicate-stop' });
    expect(types(answer.body).slice(-3)).toEqual(['message_stop', 'message_stop', 'content_block_delta']);
  });

  it('end well with tool arguments that do not', async () => {
    await region.fault({ kind: 'truncated-tool-json' });
    const tools = [{ name: 'f', input_schema: { type: 'object', properties: {} } }];
    const answer = await post(region, claudeBody('use tool f with {"city":"Paris, France"}', { tools }));
    const json = chunkEvents(answer.body)
      .map((event) => event.delta?.partial_json ?? '')
      .join('');
    expect(json).toMatch(/^\{"city"/);
    expect(() => JSON.parse(json)).toThrow();
    expect(types(answer.body).at(-1)).toBe('message_stop');
  });

  it('stall in the middle', async () => {
    const started = performance.now();
    const answer = await under({ kind: 'stall', ms: 150, after: 3 });
    expect(performance.now() - started).toBeGreaterThan(145);
    expect(answer.firstByteMs).toBeLessThan(100);
    expect(words(answer.body)).toBe('1 2 3 4 5 6 7 8 9 10');
  });

  it('have another content type, or none', async () => {
    expect((await under({ kind: 'content-type', value: 'text/event-stream' })).headers['content-type']).toBe(
      'text/event-stream',
    );
    const bare = await under({ kind: 'content-type', value: undefined });
    expect(bare.headers['content-type']).toBeUndefined();
    expect(words(bare.body)).toBe('1 2 3 4 5 6 7 8 9 10');
  });

  it('are something else altogether', async () => {
    const html = await under({ kind: 'body', body: 'html' });
    expect([html.status, html.headers['content-type'], html.body.toString().slice(0, 6)]).toEqual([
      200,
      'text/html',
      '<html>',
    ]);
    const json = await under({ kind: 'body', body: 'json-message' });
    expect(JSON.parse(json.body.toString()).content).toEqual([
      { type: 'text', text: '1 2 3 4 5 6 7 8 9 10' },
    ]);
    const sse = await under({ kind: 'body', body: 'sse' });
    expect(sse.body.toString()).toMatch(/^event: message_start\ndata: \{/);
    expect((await under({ kind: 'body', body: 'empty' })).body.length).toBe(0);
  });
});

describe('a non-streamed answer', () => {
  it('can be cut in the middle too', async () => {
    await region.fault({ kind: 'cut', how: 'reset' });
    const answer = await post(region, BODY, { path: `/model/${SONNET_46}/invoke`, agent: new Agent() });
    expect(answer.ended).toBe('ECONNRESET');
    expect(answer.body.length).toBeGreaterThan(50);
  });
});
