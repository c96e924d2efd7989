import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scope } from '../../main/core/provider.ts';
import { geographyOf, isInside } from '../../main/routing/residency.ts';
import { createTarget } from '../../main/routing/target.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFixture } from './router-fixture.ts';
import { createScriptedProvider, failing, model } from './scripted-provider.ts';

const clock = createFakeClock();

interface Sketch {
  readonly region?: string;
  readonly id?: string;
  readonly scope?: Scope;
  readonly geography?: string;
  readonly type?: string;
}

function target({
  region,
  id = 'anthropic.claude-sonnet-4-6',
  scope = 'in-region',
  geography,
  type,
}: Sketch) {
  const provider = createScriptedProvider({
    id: 'p',
    clock,
    region,
    type: type ?? (region ? undefined : 'x'),
  });
  return createTarget(provider, model(id, { scope, geography }));
}

describe('isInside', () => {
  it('takes regions and profiles of the geography, and smaller geographies within it', () => {
    expect(isInside(target({ region: 'eu-west-1' }), 'eu')).toBe(true);
    expect(isInside(target({ region: 'eu-west-1', scope: 'geo', geography: 'eu' }), 'eu')).toBe(true);
    expect(isInside(target({ region: 'ap-northeast-1', scope: 'geo', geography: 'jp' }), 'apac')).toBe(true);
    expect(isInside(target({ region: 'eu-west-1' }), 'eu-west-1')).toBe(true);
  });

  it('refuses what leaves it, however it is written', () => {
    const outside: readonly Sketch[] = [
      { region: 'us-east-1' },
      { region: 'eu-west-1', scope: 'global', geography: 'global' },
      { region: 'eu-west-1', scope: 'geo', id: 'global.anthropic.claude-sonnet-4-6' },
      { region: 'eu-west-1', scope: 'geo', geography: 'us' },
      { region: 'us-east-1', scope: 'geo', geography: 'eu' },
      { region: 'eu-west-1', id: 'arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-opus-5' },
      { region: 'eu-west-1', id: 'arn:aws:bedrock:us-west-2:1:provisioned-model/abc' },
      {
        region: 'eu-west-1',
        scope: 'geo',
        id: 'arn:aws:bedrock:eu-west-1:1:inference-profile/global.anthropic.claude-opus-5',
      },
    ];
    for (const sketch of outside) expect(isInside(target(sketch), 'eu'), JSON.stringify(sketch)).toBe(false);
    expect(isInside(target({ region: 'ap-southeast-1' }), 'jp')).toBe(false);
    expect(isInside(target({ region: 'eu-west-1', scope: 'geo', geography: 'eu' }), 'eu-west-1')).toBe(false);
    expect(isInside(target({ region: 'ca-central-1', scope: 'geo', geography: 'us' }), 'us')).toBe(false);
  });

  it('counts an unknown place as outside', () => {
    expect(isInside(target({ type: 'anthropic' }), 'us')).toBe(false);
    const hidden = 'arn:aws:bedrock:eu-west-1:1:application-inference-profile/abc';
    expect(isInside(target({ region: 'eu-west-1', scope: 'geo', id: hidden }), 'eu')).toBe(false);
  });

  it('knows the geography of every kind of region', () => {
    const pairs = {
      'us-gov-west-1': 'us-gov',
      'ap-south-1': 'apac',
      'ap-southeast-4': 'au',
      'sa-east-1': 'sa',
    };
    for (const [region, geography] of Object.entries(pairs)) expect(geographyOf(region)).toBe(geography);
  });
});

const regions = ['us-east-1', 'eu-west-1', 'eu-central-1', 'ap-northeast-1', 'ap-southeast-2', 'sa-east-1'];
const offers = fc.uniqueArray(
  fc.record({
    region: fc.constantFrom(...regions),
    prefix: fc.constantFrom('', 'us', 'eu', 'jp', 'apac', 'global'),
  }),
  { minLength: 1, maxLength: 6, selector: ({ region }) => region },
);

interface Offer {
  readonly region: string;
  readonly prefix: string;
}

function offered({ prefix }: Offer) {
  if (prefix === '') return model('anthropic.claude-sonnet-4-6');
  const scope = prefix === 'global' ? 'global' : 'geo';
  return model(`${prefix}.anthropic.claude-sonnet-4-6`, { scope, geography: prefix });
}

/** All regions fail; the combo, or else each provider, is bound to the place. */
function boundFixture(fleet: readonly Offer[], place: string, byProvider: boolean) {
  const script = () => failing({});
  const models = ['bedrock/claude-sonnet-4-6', 'anthropic/claude-sonnet-4-6'];
  return createFixture({
    providers: [
      ...fleet.map((offer) => ({ id: offer.region, models: [offered(offer)], script })),
      { id: 'anthropic', type: 'anthropic', script },
    ],
    combos: [{ id: 'bound', models, residency: byProvider ? undefined : place }],
    residencies: byProvider
      ? Object.fromEntries([...regions, 'anthropic'].map((id) => [id, place]))
      : undefined,
  });
}

const WITHIN: { readonly [place: string]: readonly string[] } = {
  eu: ['eu'],
  us: ['us'],
  jp: ['jp'],
  apac: ['apac', 'jp', 'au'],
};

describe('a combo or a provider bound to a geography', () => {
  it('never sends anything outside it, whatever fails inside', async () => {
    const reached = new Set<string>();
    const places = fc.constantFrom('eu', 'us', 'jp', 'apac');
    await fc.assert(
      fc.asyncProperty(offers, places, fc.boolean(), async (fleet, place, byProvider) => {
        const fixture = boundFixture(fleet, place, byProvider);
        for (let i = 0; i < 3; i += 1) await fixture.ask('bound').catch(() => undefined);
        expect(fixture.provider('anthropic').sends).toEqual([]);
        for (const { region, prefix } of fleet) {
          if (fixture.provider(region).sends.length === 0) continue;
          reached.add(region);
          expect(WITHIN[place]).toContain(geographyOf(region));
          expect(['', ...(WITHIN[place] ?? [])]).toContain(prefix);
        }
      }),
      { numRuns: 150 },
    );
    expect(reached.size).toBeGreaterThan(2);
  });

  it('says so when nothing lies inside', async () => {
    const fixture = createFixture({
      providers: [{ id: 'us-east-1' }],
      combos: [{ id: 'bound', models: ['us-east-1/claude-sonnet-4-6'], residency: 'eu' }],
    });
    await expect(fixture.router.resolve('bound')).rejects.toMatchObject({
      code: 'model_not_found',
      message: expect.stringContaining('us-east-1/anthropic.claude-sonnet-4-6 is outside eu'),
    });
  });
});
