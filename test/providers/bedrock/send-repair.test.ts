import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeChunkFrame, encodeExceptionFrame } from '../../framing/aws-frames.ts';
import { type BedrockServer, refusal, startBedrockServer, streamOf } from './bedrock-server.ts';
import { FakeClock } from './fake-clock.ts';
import { drain, MODEL, makeProvider, makeRequest, never } from './provider-fixture.ts';

let server: BedrockServer;
beforeEach(async () => {
  server = await startBedrockServer();
});
afterEach(() => server.close());

const invalid = (message: string) => refusal(400, 'ValidationException', message);

async function prepare(name = MODEL, options: Parameters<typeof makeProvider>[1] = {}) {
  const { provider } = makeProvider(server.url, options);
  const model = await provider.resolve(name);
  if (model === undefined) throw new Error('not resolved');
  return async (body = {}, headers: Record<string, string> = {}) => {
    const answer = await provider.send(makeRequest(body, headers), model, never);
    await drain(answer);
    return answer;
  };
}

const bodies = () => server.runtime.map((seen) => seen.json);

describe('a refused request is corrected and sent once more', () => {
  it('without beta flags, and so is the next one from the start', async () => {
    const send = await prepare();
    const headers = { 'anthropic-beta': 'context-1m-2025-08-07' };
    server.replies.push(invalid('invalid beta flag'));
    const answer = await send({}, headers);
    await send({}, headers);
    expect(bodies().map((body) => body['anthropic_beta'])).toEqual([
      ['context-1m-2025-08-07'],
      undefined,
      undefined,
    ]);
    expect(answer.warnings).toContainEqual({
      code: 'dropped',
      param: 'anthropic-beta',
      detail: 'context-1m-2025-08-07',
    });
  });

  it('when the refusal is the first frame of a stream, as exception or in band', async () => {
    const send = await prepare();
    const headers = { 'anthropic-beta': 'context-1m-2025-08-07' };
    server.replies.push(
      streamOf([encodeExceptionFrame('validationException', { message: 'invalid beta flag' })]),
    );
    await send({}, headers);
    const other = await prepare();
    const inBand = { type: 'error', error: { type: 'invalid_request_error', message: 'invalid beta flag' } };
    server.replies.push(streamOf([encodeChunkFrame(inBand)]));
    await other({}, headers);
    expect(server.runtime).toHaveLength(4);
  });

  it('without the field that was refused', async () => {
    const send = await prepare();
    server.replies.push(invalid('tools.0.custom.strict: Extra inputs are not permitted'));
    const tools = [{ name: 'a', input_schema: { type: 'object' }, strict: true }];
    await send({ tools });
    expect(bodies()[1]).toMatchObject({ tools: [{ name: 'a', input_schema: { type: 'object' } }] });
    expect(JSON.stringify(bodies()[1])).not.toContain('strict');
  });

  it('with the other shape of thinking, in both directions', async () => {
    const send = await prepare();
    server.replies.push(
      invalid('"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive"'),
    );
    await send({ max_tokens: 4000, thinking: { type: 'enabled', budget_tokens: 2000 } });
    expect(bodies().map(({ thinking }) => thinking)).toMatchObject([
      { type: 'enabled' },
      { type: 'adaptive' },
    ]);
    const arn = 'arn:aws:bedrock:us-east-1:1:application-inference-profile/old';
    const hidden = await prepare(arn);
    server.replies.push(invalid('adaptive thinking is not supported on this model'));
    await hidden({ max_tokens: 4000, thinking: { type: 'adaptive' } });
    expect(
      bodies()
        .slice(2)
        .map(({ thinking }) => thinking),
    ).toMatchObject([{ type: 'adaptive' }, { type: 'enabled' }]);
  });

  it('without sampling, and with a lower limit: several lessons in one request', async () => {
    const send = await prepare();
    server.replies.push(
      invalid('`temperature` is deprecated for this model.'),
      invalid('max_tokens: 100 > 50, which is the maximum allowed number of output tokens for x'),
    );
    await send({ temperature: 0.5 });
    expect(bodies().map(({ temperature, max_tokens }) => [temperature, max_tokens])).toEqual([
      [0.5, 100],
      [undefined, 100],
      [undefined, 50],
    ]);
  });

  it('never more than three times, and never twice for the same refusal', async () => {
    const send = await prepare();
    const flag = invalid('invalid beta flag');
    server.replies.push(flag, flag);
    await expect(send({}, { 'anthropic-beta': 'context-1m-2025-08-07' })).rejects.toThrow(
      'invalid beta flag',
    );
    expect(server.runtime).toHaveLength(2);
    for (let n = 0; n < 9; n += 1)
      server.replies.push(invalid(`metadata.x${n}: Extra inputs are not permitted`));
    await expect(send()).rejects.toMatchObject({ code: 'invalid_request' });
    expect(server.runtime).toHaveLength(6);
  });

  it('and the lesson is forgotten after six hours', async () => {
    const clock = new FakeClock();
    const send = await prepare(MODEL, { clock });
    const headers = { 'anthropic-beta': 'context-1m-2025-08-07' };
    server.replies.push(invalid('invalid beta flag'));
    await send({}, headers);
    clock.advance(6 * 60 * 60_000);
    await send({}, headers);
    expect(bodies().at(-1)?.['anthropic_beta']).toEqual(['context-1m-2025-08-07']);
  });
});

describe('a model that may not be called by its own id', () => {
  const onDemand = invalid(
    'Invocation of model ID anthropic.claude-x with on-demand throughput isn’t supported. Retry …',
  );
  const arn = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6';
  const paths = () => server.runtime.map((seen) => decodeURIComponent(seen.url.split('/')[2] ?? ''));

  it('is called by the profile of the region, from then on', async () => {
    const send = await prepare(arn);
    server.replies.push(onDemand);
    await send();
    await send();
    expect(paths()).toEqual([arn, MODEL, MODEL]);
  });

  it('is never called by a profile outside the scope', async () => {
    const send = await prepare(arn, { config: { scope: 'in-region' } });
    server.replies.push(onDemand);
    await expect(send()).rejects.toMatchObject({ code: 'model_not_found' });
    expect(paths()).toEqual([arn]);
  });
});
