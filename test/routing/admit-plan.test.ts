import { describe, expect, it } from 'vitest';
import { AppError } from '../../main/core/app-error.ts';
import type { Gate, GatePlace } from '../../main/routing/admit-plan.ts';
import { RoutingError } from '../../main/routing/routing-error.ts';
import { createFixture } from './router-fixture.ts';
import { answering, SONNET } from './scripted-provider.ts';

const NAME = 'bedrock/claude-sonnet-4-6';

/** A gate that is closed for some places, and the apps and places it was asked about. */
function gateFor(
  isClosed: (place: GatePlace) => boolean,
  opening: () => Promise<void> | undefined = () => undefined,
) {
  const apps: string[] = [];
  const gate: Gate = {
    opening,
    closedFor(app) {
      apps.push(app);
      return (place) => {
        if (!isClosed(place)) return undefined;
        const message = `${place.provider} is shut`;
        return { reason: message, error: new AppError({ code: 'billing', message }) };
      };
    },
  };
  return { gate, apps };
}

const fixtureOf = (gate: Gate) =>
  createFixture({
    gate,
    providers: ['east', 'west'].map((id) => ({ id, models: [SONNET], script: () => answering('Hi') })),
  });

describe('a gate', () => {
  it('takes closed targets out of the plan, and the decision says why', async () => {
    const { gate } = gateFor(({ provider }) => provider === 'east');
    const fixture = fixtureOf(gate);
    const answer = await fixture.ask(NAME);
    expect(answer.provider.id).toBe('west');
    expect(answer.decision.excluded).toEqual([{ target: `east/${SONNET.id}`, reason: 'east is shut' }]);
    expect(answer.decision.candidates.map(({ provider }) => provider)).toEqual(['west']);
    expect(fixture.provider('east').sends).toEqual([]);
    answer.close();
  });

  it('that is closed for all of them refuses before anything is sent, with a decision that lists them', async () => {
    const { gate } = gateFor(() => true);
    const fixture = fixtureOf(gate);
    const error = await fixture.ask(NAME).catch((thrown: unknown) => thrown);
    if (!(error instanceof RoutingError)) throw new Error('it was not refused');
    expect(error).toMatchObject({ code: 'billing', retry: 'never', message: 'east is shut' });
    expect(error.decision).toMatchObject({
      asked: NAME,
      lead: 'none',
      attempts: [],
      excluded: [{ reason: 'east is shut' }, { reason: 'west is shut' }],
    });
    for (const id of ['east', 'west']) expect(fixture.provider(id).sends).toEqual([]);
  });

  it('is waited for until it can judge', async () => {
    let open = (): void => undefined;
    const opening = new Promise<void>((resolve) => {
      open = resolve;
    });
    let isOpening = true;
    const { gate, apps } = gateFor(
      () => false,
      () => (isOpening ? opening : undefined),
    );
    const fixture = fixtureOf(gate);
    const asked = fixture.ask(NAME);
    await new Promise((resolve) => setImmediate(resolve));
    expect(apps).toEqual([]);
    isOpening = false;
    open();
    const answer = await asked;
    expect(apps).toEqual(['']);
    answer.close();
  });
});
