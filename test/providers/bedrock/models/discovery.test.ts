import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BedrockServer, type Reply, refusal, startBedrockServer } from '../bedrock-server.ts';
import { FakeClock } from '../fake-clock.ts';
import { makeProvider } from '../provider-fixture.ts';

let server: BedrockServer;
beforeEach(async () => {
  server = await startBedrockServer();
});
afterEach(() => server.close());

const json = (body: unknown): Reply => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const model = (modelId: string, more = {}) => ({
  modelId,
  modelArn: `arn:aws:bedrock:us-east-1::foundation-model/${modelId}`,
  inferenceTypesSupported: ['INFERENCE_PROFILE'],
  modelLifecycle: { status: 'ACTIVE' },
  ...more,
});

const profile = (id: string, modelId: string, regions: readonly string[], more = {}) => ({
  inferenceProfileId: id,
  inferenceProfileArn: `arn:aws:bedrock:us-east-1:1:inference-profile/${id}`,
  inferenceProfileName: `Name of ${id}`,
  models: regions.map((region) => ({ modelArn: `arn:aws:bedrock:${region}::foundation-model/${modelId}` })),
  status: 'ACTIVE',
  type: 'SYSTEM_DEFINED',
  ...more,
});

const NEW = 'anthropic.claude-sonnet-9';
const OLD = 'anthropic.claude-opus-4-1-20250805-v1:0';
const APP_ARN = 'arn:aws:bedrock:us-east-1:1:application-inference-profile/abc';
const APP = profile('abc', NEW, ['us-east-1', 'us-west-2'], {
  inferenceProfileArn: APP_ARN,
  inferenceProfileName: 'team-a',
  type: 'APPLICATION',
});

function offer(): void {
  const summaries = [
    model(NEW),
    model(OLD, { modelLifecycle: { status: 'LEGACY', endOfLifeTime: '2027-01-08T00:00:00Z' } }),
    model('amazon.nova-pro-v1:0'),
  ];
  const pages = [
    json({
      inferenceProfileSummaries: [profile(`us.${NEW}`, NEW, ['us-east-1', 'us-west-2'])],
      nextToken: 'a/b=',
    }),
    json({
      inferenceProfileSummaries: [
        profile(`global.${NEW}`, NEW, ['']),
        profile(`us.${OLD}`, OLD, ['us-east-1']),
      ],
    }),
  ];
  server.listings.set('/foundation-models?', () => json({ modelSummaries: summaries }));
  server.listings.set('/inference-profiles?', ({ url }) => {
    if (url.includes('type=APPLICATION')) return json({ inferenceProfileSummaries: [APP] });
    return pages[url.includes('nextToken=a%2Fb%3D') ? 1 : 0] ?? json({});
  });
}

describe('discovery', () => {
  it('learns models and profiles, page by page, that no table knows', async () => {
    offer();
    const { provider } = makeProvider(server.url);
    expect(await provider.resolve('claude-sonnet-9')).toMatchObject({
      id: `us.${NEW}`,
      baseId: NEW,
      displayName: 'Claude Sonnet 9',
    });
    expect(await provider.resolve('claude-sonnet-4-6')).toBeUndefined();
    expect((await provider.list()).map(({ id, displayName, notice }) => [id, displayName, notice])).toEqual([
      [`us.${NEW}`, 'Claude Sonnet 9', undefined],
      [`us.${OLD}`, 'Claude Opus 4.1', 'AWS retires this model on 2027-01-08.'],
      [APP_ARN, 'team-a', undefined],
    ]);
  });

  it('asks once for all who wait, and again in the background after ten minutes', async () => {
    offer();
    const clock = new FakeClock();
    const { provider } = makeProvider(server.url, { clock });
    await Promise.all(Array.from({ length: 20 }, () => provider.resolve('claude-sonnet-9')));
    expect(server.control).toHaveLength(4);
    clock.advance(9 * 60_000);
    await provider.resolve('claude-sonnet-9');
    expect(server.control).toHaveLength(4);
    clock.advance(60_000);
    server.listings.set('/foundation-models?', () =>
      json({ modelSummaries: [model('anthropic.claude-opus-9')] }),
    );
    expect((await provider.resolve('claude-sonnet-9'))?.id).toBe(`us.${NEW}`);
    await vi.waitFor(() => expect(server.control).toHaveLength(8));
  });

  it('takes a refusal for "unknown", says so once, and goes by the built-in table', async () => {
    const clock = new FakeClock();
    const { provider, log } = makeProvider(server.url, { clock });
    expect((await provider.resolve('claude-sonnet-4-6'))?.id).toBe('us.anthropic.claude-sonnet-4-6');
    clock.advance(11 * 60_000);
    await provider.models.refresh();
    expect(log.lines.filter(({ message }) => message.includes('did not list'))).toHaveLength(2);
  });

  it('keeps what was listed when only the other list is refused', async () => {
    offer();
    server.listings.delete('/inference-profiles?');
    const { provider } = makeProvider(server.url);
    expect((await provider.resolve('claude-sonnet-9'))?.id).toBe(`us.${NEW}`);
    expect(await provider.resolve('claude-sonnet-4-6')).toBeUndefined();
    offer();
    server.listings.delete('/foundation-models?');
    const other = makeProvider(server.url).provider;
    expect((await other.resolve('claude-sonnet-9'))?.id).toBe(`us.${NEW}`);
  });

  it('survives answers that make no sense', async () => {
    server.listings.set('/foundation-models?', () => json({ modelSummaries: [1, null, {}, { modelId: 5 }] }));
    server.listings.set('/inference-profiles?', () => ({ body: '<html>' }));
    const { provider } = makeProvider(server.url);
    expect(await provider.list()).toEqual([]);
  });

  it('never ends in a paging without end', async () => {
    server.listings.set('/inference-profiles?', () =>
      json({ inferenceProfileSummaries: [], nextToken: 'x' }),
    );
    const { provider } = makeProvider(server.url);
    await provider.list();
    expect(server.control.length).toBeLessThan(110);
  });
});

describe('ARNs and own names', () => {
  it('an application profile is what AWS says stands behind it, asked once', async () => {
    offer();
    server.listings.set('/inference-profiles/', () => json(APP));
    const { provider } = makeProvider(server.url, { config: { models: { coder: APP_ARN } } });
    for (const name of ['coder', APP_ARN, encodeURIComponent(APP_ARN), `${APP_ARN}[1m]`]) {
      expect(await provider.resolve(name)).toMatchObject({
        id: APP_ARN,
        baseId: NEW,
        displayName: 'team-a',
        scope: 'geo',
      });
    }
    expect(server.control.filter(({ url }) => url.startsWith('/inference-profiles/'))).toHaveLength(1);
    expect(server.control[0]?.url).toBe(`/inference-profiles/${encodeURIComponent(APP_ARN)}`);
  });

  it('an application profile that reaches further than the scope is refused', async () => {
    server.listings.set('/inference-profiles/', () =>
      json({ ...APP, models: profile('x', NEW, ['us-east-1', '']).models }),
    );
    const { provider } = makeProvider(server.url);
    await expect(provider.resolve(APP_ARN)).rejects.toThrow(/scope "geo"/);
    const wide = makeProvider(server.url, { config: { scope: 'global' } }).provider;
    expect(await wide.resolve(APP_ARN)).toMatchObject({ scope: 'global', geography: 'global' });
  });

  it('an application profile that AWS will not show is called all the same', async () => {
    server.listings.set('/inference-profiles/', () => refusal(403, 'AccessDeniedException', 'no'));
    const { provider } = makeProvider(server.url);
    expect(await provider.resolve(APP_ARN)).toMatchObject({ id: APP_ARN, baseId: APP_ARN });
    await provider.resolve(APP_ARN);
    expect(server.control).toHaveLength(1);
  });

  it.each([
    ['arn:aws:bedrock:us-west-2:1:inference-profile/us.anthropic.claude-sonnet-4-6', true],
    ['arn:aws:bedrock:us-west-2:1:provisioned-model/abcdefghijkl', true],
    ['arn:aws:bedrock:us-east-1:1:inference-profile/global.anthropic.claude-sonnet-4-6', false],
    ['arn:aws:bedrock:eu-west-1:1:inference-profile/eu.anthropic.claude-sonnet-4-6', false],
    ['arn:aws:bedrock:eu-west-1:1:provisioned-model/abcdefghijkl', false],
    ['arn:aws-us-gov:bedrock:us-gov-west-1:1:provisioned-model/abcdefghijkl', false],
  ])('%s within the geography: %s', async (arn, allowed) => {
    const { provider } = makeProvider(server.url);
    if (allowed) expect((await provider.resolve(arn))?.id).toBe(arn);
    else await expect(provider.resolve(arn)).rejects.toMatchObject({ code: 'permission' });
  });

  it('an own name is not looked for in the prototype', async () => {
    const { provider } = makeProvider(server.url);
    expect(await provider.resolve('constructor')).toBeUndefined();
    expect(await provider.resolve('__proto__')).toBeUndefined();
  });
});
