import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeChunkFrame, encodeExceptionFrame, encodeFrame } from '../../framing/aws-frames.ts';
import { type BedrockServer, refusal, startBedrockServer, streamOf } from './bedrock-server.ts';
import { FakeClock } from './fake-clock.ts';
import { drain, MODEL, makeProvider, makeRequest, never } from './provider-fixture.ts';
import { EVENTS } from './stream/messages-stream.ts';

let server: BedrockServer;
beforeEach(async () => {
  server = await startBedrockServer();
});
afterEach(() => server.close());

async function send(
  body = {},
  options: Parameters<typeof makeProvider>[1] & { headers?: Record<string, string> } = {},
) {
  const made = makeProvider(server.url, options);
  const request = makeRequest(body, options.headers ?? {});
  const model = await made.provider.resolve(MODEL);
  if (model === undefined) throw new Error('not resolved');
  return { ...made, model, request, answer: await made.provider.send(request, model, never) };
}

describe('a request to Bedrock', () => {
  it('is the Messages body in Bedrock’s form on the streaming path, signed', async () => {
    const { answer } = await send(
      { stream: false },
      { headers: { 'anthropic-beta': 'context-1m-2025-08-07' } },
    );
    const events = await drain(answer);
    expect(events.at(-1)).toMatchObject({ type: 'finish', stopReason: 'end_turn' });
    expect(answer.requestId).toBe('req-from-aws');
    const [seen] = server.runtime;
    expect(seen?.url).toBe('/model/us.anthropic.claude-sonnet-4-6/invoke-with-response-stream');
    expect(seen?.json).toEqual({
      anthropic_version: 'bedrock-2023-05-31',
      anthropic_beta: ['context-1m-2025-08-07'],
      max_tokens: 100,
      messages: [{ role: 'user', content: 'hi' }],
    });
    expect(seen?.headers).toMatchObject({
      'content-type': 'application/json',
      accept: 'application/vnd.amazon.eventstream',
      'accept-encoding': 'identity',
      authorization: expect.stringContaining(
        '/us-east-1/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date,',
      ),
    });
  });

  it('carries a bearer key as it is, and no signature', async () => {
    const env = { AWS_BEARER_TOKEN_BEDROCK: 'ABSKkey' };
    await drain((await send({}, { env })).answer);
    expect(server.runtime[0]?.headers.authorization).toBe('Bearer ABSKkey');
    expect(server.runtime[0]?.headers['x-amz-date']).toBeUndefined();
  });

  it('carries the service tier in its header', async () => {
    await drain((await send({ service_tier: 'flex' })).answer);
    await drain((await send({ service_tier: 'auto' })).answer);
    expect(server.runtime.map((seen) => seen.headers['x-amzn-bedrock-service-tier'])).toEqual([
      'flex',
      undefined,
    ]);
  });

  it('goes to the region of an ARN, whose path is one segment', async () => {
    const arn = 'arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/abc';
    const { provider } = makeProvider(server.url);
    const model = await provider.resolve(arn);
    expect(model).toMatchObject({ id: arn, baseId: arn });
    if (model !== undefined) await drain(await provider.send(makeRequest(), model, never));
    expect(server.runtime[0]?.url).toContain(
      '/model/arn%3Aaws%3Abedrock%3Aus-west-2%3A123456789012%3Aapplication-inference-profile%2Fabc/',
    );
    expect(server.runtime[0]?.headers.authorization).toContain('/us-west-2/bedrock/');
  });

  it('of more than 25 MB is refused before it is sent', async () => {
    const big = { messages: [{ role: 'user', content: 'x'.repeat(25_000_001) }] };
    await expect(send(big)).rejects.toMatchObject({ code: 'too_large' });
    expect(server.runtime).toHaveLength(0);
  });
});

describe('an answer of Bedrock', () => {
  const html = { headers: { 'content-type': 'text/html' }, body: '<html>Sign in to the network</html>' };
  const unknown = '{"__type":"com.amazon.coral.service#UnknownOperationException"}';
  const overloaded = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };

  it.each([
    [
      'an exception as its first frame',
      streamOf([encodeExceptionFrame('throttlingException', { message: 'Too many requests' })]),
      'rate_limited',
      'next',
    ],
    ['an in-band error as its first frame', streamOf([encodeChunkFrame(overloaded)]), 'overloaded', 'next'],
    [
      'an error frame first',
      streamOf([encodeFrame({ ':message-type': 'error', ':error-code': 'x', ':error-message': 'y' }, '')]),
      'upstream_error',
      'next',
    ],
    [
      'JSON with __type',
      { headers: { 'content-type': 'application/json' }, body: unknown },
      'upstream_error',
      'never',
    ],
    ['JSON without content type', { body: unknown }, 'upstream_error', 'never'],
    ['a web page', html, 'upstream_error', 'next'],
    [
      'server-sent events',
      { headers: { 'content-type': 'text/event-stream' }, body: 'data: {}\n\n' },
      'upstream_error',
      'next',
    ],
    [
      'nothing',
      { headers: { 'content-type': 'application/vnd.amazon.eventstream' } },
      'upstream_error',
      'next',
    ],
    [
      'half a frame',
      { ...streamOf([encodeChunkFrame(EVENTS[0]).subarray(0, 50)]) },
      'upstream_error',
      'next',
    ],
    [
      'a connection that breaks first',
      { ...streamOf([encodeChunkFrame(EVENTS[0]).subarray(0, 50)]), reset: true },
      'upstream_error',
      'next',
    ],
    [
      'a frame that is damaged',
      streamOf([encodeChunkFrame(EVENTS[0]).map((byte, at) => (at === 90 ? byte ^ 1 : byte))]),
      'upstream_error',
      'next',
    ],
    ['a refusal', refusal(403, 'AccessDeniedException', 'no'), 'permission', 'next'],
    ['an error in Anthropic’s form', { status: 529, body: JSON.stringify(overloaded) }, 'overloaded', 'next'],
  ] as const)('that is %s is the error it should have been', async (_, reply, code, retry) => {
    server.replies.push(reply);
    await expect(send()).rejects.toMatchObject({ code, retry });
    expect(server.runtime).toHaveLength(1);
  });

  it('names the gateway that rewrites streams, and the content type of a web page', async () => {
    server.replies.push({ headers: { 'content-type': 'text/event-stream' }, body: 'data: {}\n\n' });
    await expect(send()).rejects.toThrow(/gateway on the way/);
    server.replies.push(html);
    await expect(send()).rejects.toThrow(/text\/html/);
  });

  it('may begin with frames of kinds yet unknown, and lack its content type', async () => {
    const opening = encodeFrame({ ':message-type': 'event', ':event-type': 'initial-response' }, '{}');
    const frames = [opening, ...EVENTS.map((event) => encodeChunkFrame(event))];
    server.replies.push({ body: streamOf(frames).body });
    expect((await drain((await send()).answer)).at(-1)?.type).toBe('finish');
  });

  it('that breaks off in the middle throws on, and never finishes', async () => {
    const frames = EVENTS.slice(0, 4).map((event) => encodeChunkFrame(event));
    server.replies.push({ ...streamOf(frames), reset: true });
    const { answer } = await send();
    await expect(drain(answer)).rejects.toMatchObject({ code: 'upstream_error' });
  });
});

describe('authentication repairs itself', () => {
  it('with AWS’s time when this machine’s clock is wrong, once and lastingly', async () => {
    const clock = new FakeClock(Date.parse('2026-11-22T10:00:00Z'));
    const late = refusal(
      403,
      'InvalidSignatureException',
      'Signature expired: 20261122T100000Z is now earlier than 20261122T101000Z',
      {
        date: 'Sun, 22 Nov 2026 10:15:00 GMT',
      },
    );
    server.replies.push(late);
    const { answer, provider, model, request } = await send({}, { clock });
    await drain(answer);
    await drain(await provider.send(request, model, never));
    const dates = server.runtime.map((seen) => seen.headers['x-amz-date']);
    expect(dates).toEqual(['20261122T100000Z', '20261122T101500Z', '20261122T101500Z']);
  });

  it('and tells the clock’s fault when a new signature did not help', async () => {
    const date = new Date(Date.now() + 15 * 60_000).toUTCString();
    const late = refusal(403, 'InvalidSignatureException', 'Signature not yet current: x', { date });
    server.replies.push(late, late, late);
    await expect(send()).rejects.toThrow(/automatic time/);
    expect(server.runtime).toHaveLength(2);
  });

  it('with the credentials that stand there now', async () => {
    const env: Record<string, string> = {
      AWS_ACCESS_KEY_ID: 'ASIAOLD',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_SESSION_TOKEN: 'old',
    };
    server.replies.push(() => {
      env['AWS_SESSION_TOKEN'] = 'new';
      return refusal(403, 'ExpiredTokenException', 'The security token included in the request is expired');
    });
    await drain((await send({}, { env })).answer);
    expect(server.runtime.map((seen) => seen.headers['x-amz-security-token'])).toEqual(['old', 'new']);
  });

  it('not by asking again with the same credentials', async () => {
    const expired = refusal(
      403,
      'ExpiredTokenException',
      'The security token included in the request is expired',
    );
    server.replies.push(expired, expired);
    await expect(send()).rejects.toMatchObject({ code: 'upstream_authentication', retry: 'never' });
    expect(server.runtime).toHaveLength(1);
  });
});

it('a client that hangs up drops the connection', async () => {
  server.replies.push({
    ...streamOf(EVENTS.slice(0, 3).map((event) => encodeChunkFrame(event))),
    reset: true,
  });
  const { provider } = makeProvider(server.url);
  const model = await provider.resolve(MODEL);
  if (model === undefined) throw new Error('not resolved');
  const gone = new AbortController();
  gone.abort();
  await expect(provider.send(makeRequest(), model, gone.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect(server.runtime).toHaveLength(0);
});
