import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../main/core/app-error.ts';
import { RoutingError } from '../../main/routing/routing-error.ts';
import { createFixture, readToEnd } from './router-fixture.ts';
import {
  answering,
  blackHole,
  failing,
  refused,
  type Script,
  START,
  throttling,
  wholeAnswer,
} from './scripted-provider.ts';

const NAME = 'bedrock/claude-sonnet-4-6';

function two(first: (call: number) => Script, second: (call: number) => Script = () => answering('b')) {
  return createFixture({
    providers: [
      { id: 'us-east-1', script: first },
      { id: 'us-west-2', script: second },
    ],
  });
}

async function failure(promise: Promise<unknown>): Promise<RoutingError> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof RoutingError) return thrown;
  throw new Error('no RoutingError was thrown', { cause: thrown });
}

describe('failover', () => {
  it('makes exactly one upstream call when the first target answers', async () => {
    const fixture = two(() => answering('a', 40));
    const answer = await fixture.askWhole(NAME);
    expect(answer.attempts).toBe(1);
    expect(fixture.provider('us-east-1').sends).toHaveLength(1);
    expect(fixture.provider('us-west-2').sends).toHaveLength(0);
    expect(fixture.provider('us-east-1').opened.map(({ closes }) => closes)).toEqual([1]);
    expect(fixture.clock.pending).toBe(0);
  });

  it('reaches the next region at once after a refusal and 5 s into a black hole', async () => {
    for (const [script, limitMs] of [
      [refused, 300],
      [blackHole, 5500],
    ] as const) {
      const fixture = two(script);
      const startMs = fixture.clock.monotonic();
      const answer = await fixture.ask(NAME);
      expect(answer.provider.id).toBe('us-west-2');
      expect(answer.attempts).toBe(2);
      const [send] = fixture.provider('us-west-2').sends;
      expect((send?.at ?? 0) - startMs).toBeLessThanOrEqual(limitMs);
    }
  });

  it.each<ErrorCode>([
    'rate_limited',
    'quota_exceeded',
    'overloaded',
    'upstream_error',
    'timeout',
    'permission',
  ])('goes on after %s before content, and the client sees one clean stream', async (code) => {
    const error = { code, retry: 'next', message: 'no' } as const;
    const inStream: Script = {
      body: [
        { do: 'events', events: [START] },
        { do: 'throw', error },
      ],
    };
    for (const script of [failing(error), inStream]) {
      const fixture = two(() => script);
      const answer = await fixture.ask(NAME);
      expect(await readToEnd(answer)).toEqual(wholeAnswer('b'));
      for (const opened of fixture.provider('us-east-1').opened) expect(opened.closes).toBe(1);
    }
  });

  it('warns when it passed over a region that refused access', async () => {
    const answer = await two(() => failing({ code: 'permission', message: 'No access to the model.' })).ask(
      NAME,
    );
    expect(answer.warnings).toEqual([
      {
        code: 'changed',
        param: 'model',
        detail: 'us-east-1/anthropic.claude-sonnet-4-6 refused: No access to the model.',
      },
    ]);
  });

  it.each<ErrorCode>(['invalid_request', 'context_length_exceeded', 'too_large'])(
    'never fails over on the client mistake %s, nor holds it against the region',
    async (code) => {
      const fixture = two((call) =>
        call <= 8 ? failing({ code, retry: 'next', message: 'your fault' }) : answering('a'),
      );
      for (let i = 0; i < 8; i += 1) {
        const error = await failure(fixture.ask(NAME));
        expect(error).toMatchObject({ code, message: 'your fault' });
        expect(error.decision.attempts).toHaveLength(1);
      }
      expect(fixture.provider('us-west-2').sends).toHaveLength(0);
      expect((await fixture.ask(NAME)).provider.id).toBe('us-east-1');
    },
  );

  it('goes on from a target that cannot carry the request, without holding it against that target', async () => {
    const cannot = { code: 'unsupported', param: 'messages[0]', message: 'No images here.' } as const;
    const fixture = two(() => failing(cannot));
    for (let i = 0; i < 8; i += 1) expect((await fixture.ask(NAME)).provider.id).toBe('us-west-2');
    const [east] = fixture.router.health();
    expect(east).toMatchObject({ provider: 'us-east-1', breaker: { state: 'closed' } });
    expect(east).not.toHaveProperty('lastError.code');
    expect(east?.successRate).toBeUndefined();
  });

  it('surfaces rejected credentials as they are', async () => {
    const rejected = {
      code: 'upstream_authentication',
      retry: 'never',
      message: 'Wrong region for this key.',
    } as const;
    const fixture = two(() => failing(rejected));
    expect(await failure(fixture.ask(NAME))).toMatchObject({
      code: rejected.code,
      message: rejected.message,
    });
    expect(fixture.provider('us-west-2').sends).toHaveLength(0);
  });

  it('tries the same region once more after a cure, then gives up on credentials', async () => {
    const expired = () => failing({ code: 'upstream_authentication', retry: 'same', message: 'expired' });
    const cured = two((call) => (call === 1 ? expired() : answering('a')));
    expect(await cured.ask(NAME)).toMatchObject({ attempts: 2, provider: { id: 'us-east-1' } });
    const incurable = two(expired);
    expect(await failure(incurable.ask(NAME))).toMatchObject({ code: 'upstream_authentication' });
    expect(incurable.provider('us-east-1').sends).toHaveLength(2);
    expect(incurable.provider('us-west-2').sends).toHaveLength(0);
  });

  it('makes at most three attempts', async () => {
    const fixture = createFixture({
      providers: ['r-a-1', 'r-b-1', 'r-c-1', 'r-d-1'].map((id) => ({ id, script: refused })),
    });
    const error = await failure(fixture.ask(NAME));
    expect(error.decision.attempts).toHaveLength(3);
    expect(error.message).toContain('r-c-1/anthropic.claude-sonnet-4-6 (upstream_error)');
    expect(fixture.provider('r-d-1').sends).toHaveLength(0);
  });

  it('answers 429 with the shortest wait when every region is throttled', async () => {
    const fixture = two(
      () => throttling(30_000),
      () => throttling(12_000),
    );
    const error = await failure(fixture.ask(NAME));
    expect(error).toMatchObject({ code: 'rate_limited', retryAfterMs: 12_000, upstream: { status: 429 } });
    expect(fixture.provider('us-east-1').sends.length + fixture.provider('us-west-2').sends.length).toBe(2);
  });

  it('leaves a region alone for as long as it asked', async () => {
    const fixture = two((call) => (call === 1 ? throttling(40_000) : answering('a')));
    await fixture.askWhole(NAME);
    for (let i = 0; i < 3; i += 1) {
      await fixture.clock.advance(10_000);
      expect((await fixture.askWhole(NAME)).provider.id).toBe('us-west-2');
    }
    expect(fixture.provider('us-east-1').sends).toHaveLength(1);
    await fixture.clock.advance(11_000);
    expect((await fixture.askWhole('us-east-1/claude-sonnet-4-6')).provider.id).toBe('us-east-1');
  });

  it('retries a lone region after a jittered pause, and within a short Retry-After not before it', async () => {
    const fixture = createFixture({
      providers: [{ id: 'us-east-1', script: (call) => (call === 1 ? throttling(2000) : answering('a')) }],
      random: () => 0,
    });
    const answer = await fixture.ask(NAME);
    const [first, second] = fixture.provider('us-east-1').sends;
    expect(answer.attempts).toBe(2);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBe(2000);
  });

  it('never repeats a timed out request at the same place, where it may be running', async () => {
    const fixture = createFixture({
      providers: [{ id: 'us-east-1', script: () => failing({ code: 'timeout' }) }],
    });
    await failure(fixture.ask(NAME));
    expect(fixture.provider('us-east-1').sends).toHaveLength(1);
  });

  it('gives up on silence after the headers at 120 s, dropping it before the next region starts', async () => {
    const fixture = two(() => ({ body: [{ do: 'events', events: [START] }, { do: 'hang' }] }));
    const startMs = fixture.clock.monotonic();
    const answer = await fixture.ask(NAME);
    expect(answer.provider.id).toBe('us-west-2');
    const [dropped] = fixture.provider('us-east-1').opened;
    const [next] = fixture.provider('us-west-2').sends;
    expect(dropped?.closes).toBe(1);
    expect((next?.at ?? 0) - startMs).toBe(120_000);
    expect(dropped?.closedAt).toBeLessThanOrEqual(next?.at ?? 0);
    expect(fixture.provider('us-east-1').sends[0]?.cancellation.aborted).toBe(true);
  });

  it('takes an empty or broken answer for a failure', async () => {
    const bodies: Script[] = [
      { body: [] },
      { body: [{ do: 'events', events: [START] }] },
      { body: [{ do: 'events', events: [{ type: 'block-stop', index: 0 }] }] },
      { body: [{ do: 'events', events: [START, START] }] },
    ];
    for (const body of bodies) expect((await two(() => body).ask(NAME)).provider.id).toBe('us-west-2');
  });

  it('accepts an answer that the decoder gives only at the end of the bytes, and ends it once', async () => {
    const fixture = two(() => ({ body: [{ do: 'events', events: [] }], end: wholeAnswer('late') }));
    const answer = await fixture.ask(NAME);
    expect(await readToEnd(answer)).toEqual(wholeAnswer('late'));
    expect(answer.provider.id).toBe('us-east-1');
  });
});
