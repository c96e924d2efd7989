import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode, type Retry } from '../../main/core/app-error.ts';
import { createEventGrammar } from '../../main/core/event-grammar.ts';
import { MAX_ATTEMPTS } from '../../main/routing/next-step.ts';
import type { RoutedAnswer } from '../../main/routing/routed-answer.ts';
import { RoutingError } from '../../main/routing/routing-error.ts';
import { runToEnd } from './fake-clock.ts';
import { createFixture, type Fixture, readToEnd } from './router-fixture.ts';
import { answering, type Script, START, type Step, wholeAnswer } from './scripted-provider.ts';

const codes: readonly ErrorCode[] = [
  'invalid_request',
  'upstream_authentication',
  'permission',
  'model_not_found',
  'rate_limited',
  'quota_exceeded',
  'overloaded',
  'upstream_error',
  'timeout',
  'internal',
];

const error = fc.record({
  code: fc.constantFrom(...codes),
  retry: fc.constantFrom<Retry>('never', 'same', 'next', 'next'),
  message: fc.constant('fault'),
  retryAfterMs: fc.option(fc.integer({ min: 0, max: 60_000 }), { nil: undefined }),
});
const thrown = error.map((details): Step => ({ do: 'throw', error: details }));
const errorEvent = error.map(
  (details): Step => ({ do: 'events', events: [{ type: 'error', error: new AppError(details) }] }),
);
const wait = fc.integer({ min: 0, max: 140_000 }).map((ms) => ({ do: 'wait', ms }) as const);
const start: Step = { do: 'events', events: [START] };
const nothing: Step = { do: 'events', events: [] };
const beforeContent = fc.array(fc.oneof(wait, fc.constant(start), fc.constant(nothing)), { maxLength: 3 });

const script: fc.Arbitrary<Script> = fc.oneof(
  error.map((details): Script => ({ accept: [{ do: 'throw', error: details }] })),
  fc.constant<Script>({ accept: [{ do: 'hang' }] }),
  fc
    .tuple(beforeContent, fc.oneof(thrown, errorEvent, fc.constant<Step>({ do: 'hang' })))
    .map(([steps, fault]): Script => ({ body: [...steps, fault] })),
  beforeContent.map((body): Script => ({ body })),
  fc.nat(3000).map((ms) => answering('whole', ms)),
  fc.tuple(fc.integer({ min: 2, max: 4 }), fc.oneof(thrown, errorEvent)).map(
    ([events, fault]): Script => ({
      body: [
        ...wholeAnswer('cut')
          .slice(0, events)
          .map((event): Step => ({ do: 'events', events: [event] })),
        fault,
      ],
    }),
  ),
);

const ids = ['us-east-1', 'us-west-2', 'eu-west-1'];

function sendsOf(fixture: Fixture): number {
  return ids.reduce((sum, id) => sum + fixture.provider(id).sends.length, 0);
}

describe('any sequence of faults', () => {
  it('ends in one stream or one error, at most three calls, each opened upstream closed once', async () => {
    let answered = 0;
    let failed = 0;
    const scripts = fc.array(fc.array(script, { minLength: 3, maxLength: 3 }), {
      minLength: 3,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(scripts, async (all) => {
        const fixture = createFixture({
          providers: ids.map((id, i) => ({ id, script: (call) => all[i]?.[call - 1] ?? { body: [] } })),
        });
        const outcome = await answerOrError(fixture);
        const sends = sendsOf(fixture);
        expect(sends).toBeLessThanOrEqual(MAX_ATTEMPTS);
        if (outcome instanceof RoutingError) {
          failed += 1;
          expect(outcome.decision.attempts).toHaveLength(sends);
        } else {
          answered += 1;
          await checkStream(fixture, outcome);
        }
        // Whatever was given up comes to its own end, and still nothing is opened or closed again.
        await fixture.clock.advance(600_000);
        expect(sendsOf(fixture)).toBe(sends);
        for (const id of ids) {
          for (const opened of fixture.provider(id).opened) expect(opened.closes).toBe(1);
        }
      }),
      { numRuns: 300 },
    );
    expect(answered).toBeGreaterThan(30);
    expect(failed).toBeGreaterThan(30);
  });
});

async function answerOrError(fixture: Fixture): Promise<RoutedAnswer | RoutingError> {
  try {
    return await fixture.ask('bedrock/claude-sonnet-4-6');
  } catch (thrown) {
    if (thrown instanceof RoutingError) return thrown;
    throw thrown;
  }
}

/** Reads on as the pump does: a fault after content ends this stream and reaches no other provider. */
async function checkStream(fixture: Fixture, answer: RoutedAnswer): Promise<void> {
  const grammar = createEventGrammar();
  expect(answer.firstEvents[0]?.type).toBe('start');
  for (const event of answer.firstEvents) expect(grammar.check(event)).toEqual(event);
  const rest = runToEnd(fixture.clock, readToEnd(answer)).catch((caught: unknown) => {
    expect(caught).toBeInstanceOf(AppError);
    answer.finished({ ok: false, error: caught instanceof AppError ? caught : undefined });
  });
  await rest;
}
