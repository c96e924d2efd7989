import { describe, expect, it } from 'vitest';
import { RoutingError } from '../../main/routing/routing-error.ts';
import { settled } from './fake-clock.ts';
import { createFixture, never, request } from './router-fixture.ts';
import { answering, type Script } from './scripted-provider.ts';

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

describe('cancellation', () => {
  it('drops the upstream at once when the client hangs up, and holds nothing against it', async () => {
    const fixture = two(() => ({ accept: [{ do: 'hang' }] }));
    const client = new AbortController();
    const plan = await fixture.router.resolve(NAME);
    const pending = failure(fixture.router.attempt(plan, request(NAME), { cancellation: client.signal }));
    await settled();
    client.abort();
    expect((await pending).code).toBe('cancelled');
    expect(fixture.provider('us-east-1').sends[0]?.cancellation.aborted).toBe(true);
    expect(fixture.provider('us-west-2').sends).toHaveLength(0);
    expect(fixture.clock.pending).toBe(0);
    const late = failure(fixture.router.attempt(plan, request(NAME), { cancellation: client.signal }));
    expect((await late).code).toBe('cancelled');
    expect(fixture.provider('us-east-1').sends).toHaveLength(1);
  });

  it('passes a hang-up on to the upstream for as long as the answer runs, and not after', async () => {
    const fixture = two(() => answering('a'));
    const client = new AbortController();
    const plan = await fixture.router.resolve(NAME);
    const running = fixture.router.attempt(plan, request(NAME), { cancellation: client.signal });
    await fixture.clock.advance(0);
    await running;
    client.abort();
    expect(fixture.provider('us-east-1').sends[0]?.cancellation.aborted).toBe(true);
    const other = new AbortController();
    const ended = fixture.router.attempt(plan, request(NAME), { cancellation: other.signal });
    await fixture.clock.advance(0);
    (await ended).close();
    other.abort();
    expect(fixture.provider('us-east-1').sends[1]?.cancellation.aborted).toBe(false);
  });

  it('closes an upstream that accepts after it was given up', async () => {
    const fixture = two((call) => (call === 1 ? answering('late', 200_000) : answering('a')));
    const plan = await fixture.router.resolve(NAME);
    const running = fixture.router.attempt(plan, request(NAME), { cancellation: never() });
    await fixture.clock.advance(130_000);
    expect((await running).provider.id).toBe('us-west-2');
    await fixture.clock.advance(100_000);
    expect(fixture.provider('us-east-1').opened.map(({ closes }) => closes)).toEqual([1]);
  });
});
