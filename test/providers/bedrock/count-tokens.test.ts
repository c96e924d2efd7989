import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BedrockServer, type Reply, refusal, startBedrockServer } from './bedrock-server.ts';
import { MODEL, makeProvider, makeRequest, never } from './provider-fixture.ts';

let server: BedrockServer;
beforeEach(async () => {
  server = await startBedrockServer();
});
afterEach(() => server.close());

const counted: Reply = { headers: { 'content-type': 'application/json' }, body: '{"inputTokens":42}' };
const refused = refusal(400, 'ValidationException', "The provided model doesn't support counting tokens.");
const asked = () => server.runtime.map((seen) => decodeURIComponent(seen.url));
const BASE = '/model/anthropic.claude-sonnet-4-6/count-tokens';
const PROFILE = `/model/${MODEL}/count-tokens`;

async function counter() {
  const { provider } = makeProvider(server.url);
  const model = await provider.resolve(MODEL);
  if (model === undefined) throw new Error('not resolved');
  return (body = {}, signal: AbortSignal = never) => provider.countTokens(makeRequest(body), model, signal);
}

describe('counting tokens', () => {
  it('sends the body as base64, without what only the counter refuses', async () => {
    server.replies.push(counted);
    const count = await counter();
    const tool = { name: 'a', input_schema: { type: 'object' } };
    expect(await count({ tools: [{ ...tool, strict: true, eager_input_streaming: true }] })).toEqual({
      inputTokens: 42,
      estimated: false,
    });
    const { input } = JSON.parse(server.runtime[0]?.text ?? '');
    expect(JSON.parse(Buffer.from(input.invokeModel.body, 'base64').toString())).toMatchObject({
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 100,
      tools: [tool],
    });
    expect(asked()).toEqual([BASE]);
  });

  it('tries the profile when the base id is refused, and remembers which one works', async () => {
    server.replies.push(refused, counted, counted);
    const count = await counter();
    expect(await count()).toEqual({ inputTokens: 42, estimated: false });
    expect(await count()).toEqual({ inputTokens: 42, estimated: false });
    expect(asked()).toEqual([BASE, PROFILE, PROFILE]);
  });

  it('guesses, and says so, when neither works', async () => {
    server.replies.push(refused, refused);
    const count = await counter();
    const first = await count();
    expect(first).toMatchObject({ estimated: true });
    expect(first.inputTokens).toBeGreaterThan(0);
    expect(await count()).toEqual(first);
    expect(asked()).toEqual([BASE, PROFILE]);
  });

  it('guesses when nobody answers, but not for a client that hung up', async () => {
    const count = await counter();
    const gone = new AbortController();
    gone.abort();
    await expect(count({}, gone.signal)).rejects.toMatchObject({ code: 'cancelled' });
    await server.close();
    expect(await count()).toMatchObject({ estimated: true });
  });
});
