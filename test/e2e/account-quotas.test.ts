import { afterEach, describe, expect, it } from 'vitest';
import { ask, STREAMED } from './callers.ts';
import {
  bedrock,
  closeEngines,
  type EngineOptions,
  invocations,
  PAIR,
  pairOf,
  type RunningEngine,
  SONNET,
  startEngine,
  until,
} from './start-engine.ts';

afterEach(closeEngines);

const [CALLER] = STREAMED;
const EAST = 'bedrock-us-east-1';
const WEST = 'bedrock-us-west-2';
const tokensOf = (way: string) => `${way} model inference tokens per minute for Anthropic Claude Sonnet 4.6`;

/** Asks once and says who answered. */
async function answerer(engine: RunningEngine): Promise<string | null> {
  if (CALLER === undefined) throw new Error('no caller');
  const { headers, status } = await ask(engine, CALLER);
  expect(status).toBe(200);
  expect(headers.get('x-krouter-attempts')).toBe('1');
  return headers.get('x-krouter-provider');
}

/** Every request so far was answered by the region that got it: nobody was throttled or asked twice. */
function expectNoRefusal(engine: RunningEngine): void {
  const all = pairOf(engine).flatMap(invocations);
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
}

function quotaCalls({ regions }: RunningEngine): readonly number[] {
  return regions.map(
    ({ requests }) => requests.filter(({ operation }) => operation === 'ListServiceQuotas').length,
  );
}

describe('the quotas of the account', () => {
  it('turn requests to another region before any is throttled', async () => {
    const quotas = [{ region: 'us-east-1', name: tokensOf('Cross-region'), value: 500 }];
    const engine = await startEngine({ simulator: { quotas } });
    expect(quotaCalls(engine)).toEqual([0, 0]);

    expect(await answerer(engine)).toBe(EAST);
    await until(async () => (await answerer(engine)) === WEST);

    for (let i = 0; i < 3; i += 1) expect(await answerer(engine)).toBe(WEST);
    expectNoRefusal(engine);
    expect(quotaCalls(engine)).toEqual([1, 1]);
  });

  it('of another way to call the model change nothing', async () => {
    const quotas = [{ region: 'us-east-1', name: tokensOf('Global cross-region'), value: 500 }];
    const engine = await startEngine({ simulator: { quotas } });
    await answerer(engine);
    await until(() => headroomKnown(engine));
    for (let i = 0; i < 3; i += 1) expect(await answerer(engine)).toBe(EAST);
  });

  it('overrule what the user set, and leave to the user what they do not say', async () => {
    const quotas = { [SONNET_5]: { tokensPerMinute: 10, requestsPerMinute: 2 } };
    const config: EngineOptions['config'] = (regions) => ({
      providers: regions.map((region, at) => ({ ...bedrock(region), ...(at === 0 && { quotas }) })),
      combos: [{ id: PAIR, models: [`${EAST}/${SONNET_5}`, `${WEST}/${SONNET_5}`] }],
    });
    const engine = await startEngine({ config });

    expect(await answerer(engine)).toBe(WEST);
    await until(async () => (await answerer(engine)) === EAST);
    expect(await answerer(engine)).toBe(EAST);
    expect(await answerer(engine)).toBe(WEST);
    expectNoRefusal(engine);
  });

  it('are not missed where the account does not say them', async () => {
    const engine = await startEngine();
    const [first, second] = pairOf(engine);
    const refusal = { kind: 'http-error', error: 'AccessDeniedException', on: 'control' } as const;
    await Promise.all([first.fault(refusal), second.fault(refusal)]);

    expect(await answerer(engine)).toBe(EAST);
    await until(() => quotaCalls(engine).every((calls) => calls === 1));

    expect(await answerer(engine)).toBe(EAST);
    expect(engine.logLines.filter((line) => /"level":"(warn|error)"/.test(line))).toEqual([]);
  });
});

const SONNET_5 = 'anthropic.claude-sonnet-5';

/** Both regions have a share of a known quota left. */
function headroomKnown({ krouter }: RunningEngine): boolean {
  const health = krouter.router.health().filter(({ model }) => model.includes(SONNET));
  return health.length > 0 && health.every(({ headroom }) => headroom !== undefined);
}
