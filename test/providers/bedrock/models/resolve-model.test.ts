import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../main/core/app-error.ts';
import type { Scope } from '../../../../main/core/provider.ts';
import { bundledModels, bundledProfiles } from '../../../../main/providers/bedrock/models/bundled-models.ts';
import type {
  Catalogue,
  CatalogueProfile,
} from '../../../../main/providers/bedrock/models/model-catalogue.ts';
import { parseModelName } from '../../../../main/providers/bedrock/models/model-name.ts';
import { resolveModelName } from '../../../../main/providers/bedrock/models/resolve-model.ts';

const HAIKU = 'anthropic.claude-haiku-4-5-20251001-v1:0';
const SONNET_45 = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
const OPUS_46 = 'anthropic.claude-opus-4-6-v1';
const SONNET_46 = 'anthropic.claude-sonnet-4-6';

function profile(prefix: string, modelId: string, regions: readonly string[]): CatalogueProfile {
  const id = `${prefix}.${modelId}`;
  return { id, name: id, kind: 'system', modelIds: [modelId], regions };
}

/** Every profile of every geography, as no real region lists them: the widest temptation. */
const EVERYTHING: Catalogue = {
  models: [HAIKU, SONNET_45, OPUS_46, SONNET_46].map((id) => ({ id, onDemand: false, legacy: false })),
  profiles: [HAIKU, SONNET_45, OPUS_46, SONNET_46].flatMap((id) => [
    profile('us', id, ['us-east-1', 'us-east-2', 'us-west-2']),
    profile('us-gov', id, ['us-gov-west-1', 'us-gov-east-1']),
    profile('eu', id, ['eu-west-1', 'eu-central-1']),
    profile('jp', id, ['ap-northeast-1', 'ap-northeast-3']),
    profile('au', id, ['ap-southeast-2', 'ap-southeast-4']),
    profile('apac', id, ['ap-northeast-1', 'ap-south-1']),
    profile('ca', id, ['ca-central-1', 'ca-west-1']),
    profile('global', id, ['']),
  ]),
  modelsListed: true,
  profilesListed: true,
};

const bundled = (region: string): Catalogue => ({
  models: bundledModels(region),
  profiles: bundledProfiles(region),
  modelsListed: false,
  profilesListed: false,
});

function resolve(model: string, region: string, options: { scope?: Scope; catalogue?: Catalogue } = {}) {
  const name = parseModelName(model);
  if (name === undefined) return undefined;
  const { scope = 'geo', catalogue = EVERYTHING } = options;
  return resolveModelName(name, { region, scope, catalogue });
}

describe('a short id is the profile of the region', () => {
  it.each([
    ['us-east-1', 'us'],
    ['us-west-2', 'us'],
    ['ca-central-1', 'us'],
    ['us-gov-west-1', 'us-gov'],
    ['us-gov-east-1', 'us-gov'],
    ['eu-west-1', 'eu'],
    ['eu-central-2', 'eu'],
    ['ap-northeast-1', 'jp'],
    ['ap-northeast-3', 'jp'],
    ['ap-southeast-2', 'au'],
    ['ap-southeast-4', 'au'],
    ['ap-south-1', 'apac'],
    ['ap-northeast-2', 'apac'],
  ])('in %s it is %s.', (region, prefix) => {
    expect(resolve('claude-sonnet-4-6', region)).toMatchObject({
      id: `${prefix}.${SONNET_46}`,
      baseId: SONNET_46,
      displayName: 'Claude Sonnet 4.6',
      scope: 'geo',
      geography: prefix,
    });
  });

  it.each(['sa-east-1', 'me-central-1', 'af-south-1', 'il-central-1', 'mx-central-1'])(
    'in %s there is only global, which the scope must allow',
    (region) => {
      expect(() => resolve('claude-sonnet-4-6', region)).toThrow(/Set "scope" to "global"/);
      expect(resolve('claude-sonnet-4-6', region, { scope: 'global' })).toMatchObject({
        id: `global.${SONNET_46}`,
        scope: 'global',
      });
    },
  );

  it('takes the next prefix of the region when the first does not have the model', () => {
    const catalogue = {
      ...EVERYTHING,
      profiles: EVERYTHING.profiles.filter(({ id }) => !id.startsWith('jp.')),
    };
    expect(resolve('claude-opus-4-6', 'ap-northeast-1', { catalogue })?.id).toBe(`apac.${OPUS_46}`);
  });

  it('is never global in GovCloud, whatever the scope', () => {
    const catalogue = {
      ...EVERYTHING,
      profiles: EVERYTHING.profiles.filter(({ id }) => !id.startsWith('us-gov.')),
    };
    expect(() => resolve('claude-sonnet-4-6', 'us-gov-west-1', { scope: 'global', catalogue })).toThrow(
      AppError,
    );
  });
});

describe('names', () => {
  it.each([
    ['claude-sonnet-4-6', SONNET_46],
    ['anthropic.claude-sonnet-4-6', SONNET_46],
    ['claude-sonnet-4-6[1m]', SONNET_46],
    ['claude-sonnet-4.6', SONNET_46],
    ['anthropic/claude-sonnet-4.6', SONNET_46],
    ['claude-sonnet-4-5', SONNET_45],
    ['claude-sonnet-4-5-20250929', SONNET_45],
    ['claude-sonnet-4-5@20250929', SONNET_45],
    ['claude-sonnet-4-5-latest', SONNET_45],
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', SONNET_45],
    ['us.anthropic.claude-sonnet-4-5', SONNET_45],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', SONNET_45],
    ['claude-opus-4-6', OPUS_46],
    ['anthropic.claude-opus-4-6-v1', OPUS_46],
    ['claude-haiku-4-5-20251001', HAIKU],
  ])('%s', (name, baseId) => {
    expect(resolve(name, 'us-east-1')).toMatchObject({ id: `us.${baseId}`, baseId });
  });

  it.each([
    'gpt-4o',
    'claude',
    'amazon.nova-pro-v1:0',
    'claude-sonnet-4-5-20240101',
    'claude-unheard-of',
    'claude-sonnet-4',
  ])('%s is not offered', (name) => expect(resolve(name, 'us-east-1')).toBeUndefined());

  it('mean the newest version when the client names none', () => {
    const older = 'anthropic.claude-sonnet-4-5-20250101-v1:0';
    const catalogue = {
      ...EVERYTHING,
      models: [{ id: older, onDemand: false, legacy: false }, ...EVERYTHING.models],
      profiles: [profile('us', older, ['us-east-1']), ...EVERYTHING.profiles],
    };
    expect(resolve('claude-sonnet-4-5', 'us-east-1', { catalogue })?.baseId).toBe(SONNET_45);
    expect(resolve('claude-sonnet-4-5-20250101', 'us-east-1', { catalogue })?.baseId).toBe(older);
  });
});

describe('the scope', () => {
  it('in-region calls the model by its own id, and only where it may be', () => {
    const models = [{ id: SONNET_46, onDemand: true, legacy: false }];
    const catalogue = { ...EVERYTHING, models };
    expect(resolve('claude-sonnet-4-6', 'eu-west-1', { scope: 'in-region', catalogue })).toMatchObject({
      id: SONNET_46,
      scope: 'in-region',
      geography: 'eu',
    });
    expect(() => resolve('claude-sonnet-4-6', 'eu-west-1', { scope: 'in-region' })).toThrow(
      /Set "scope" to "geo"/,
    );
  });

  it.each([
    ['global.anthropic.claude-sonnet-4-6', 'us-east-1', 'geo'],
    ['eu.anthropic.claude-sonnet-4-6', 'us-east-1', 'geo'],
    ['eu.anthropic.claude-sonnet-4-6', 'us-east-1', 'global'],
    ['us.anthropic.claude-sonnet-4-6', 'us-gov-west-1', 'geo'],
    ['us.anthropic.claude-sonnet-4-6', 'us-east-1', 'in-region'],
    ['apac.anthropic.claude-sonnet-4-6', 'eu-west-1', 'global'],
  ] as const)('refuses %s in %s under %s', (name, region, scope) => {
    expect(() => resolve(name, region, { scope })).toThrow(AppError);
  });

  it('allows a profile of the region’s own country under a prefix yet unknown', () => {
    const profiles = [
      profile('ca', SONNET_46, ['ca-central-1', 'ca-west-1']),
      profile('global', SONNET_46, ['']),
    ];
    const catalogue = { ...EVERYTHING, profiles };
    expect(resolve('claude-sonnet-4-6', 'ca-west-1', { catalogue })).toMatchObject({
      id: `ca.${SONNET_46}`,
      scope: 'geo',
    });
    expect(resolve('ca.anthropic.claude-sonnet-4-6', 'ca-west-1', { catalogue })?.id).toBe(`ca.${SONNET_46}`);
    expect(() => resolve('ca.anthropic.claude-sonnet-4-6', 'us-east-1', { catalogue })).toThrow(AppError);
  });

  it('never widens: no region, name or catalogue leads out of what the scope allows', () => {
    const region = fc.constantFrom(
      'us-east-1',
      'us-gov-west-1',
      'eu-central-2',
      'ap-northeast-1',
      'ap-southeast-2',
      'ap-south-1',
      'ca-central-1',
      'ca-west-1',
      'sa-east-1',
      'il-central-1',
      'cn-north-1',
      'eusc-de-east-1',
      'us-iso-east-1',
      'xx-new-1',
    );
    const prefix = fc.constantFrom(
      '',
      'us.',
      'eu.',
      'jp.',
      'au.',
      'apac.',
      'us-gov.',
      'ca.',
      'global.',
      'emea.',
    );
    const model = fc.constantFrom(
      'anthropic.claude-sonnet-4-6',
      'anthropic.claude-opus-4-6',
      'anthropic.claude-future-9',
    );
    const listed = fc.subarray([...EVERYTHING.profiles]);
    const scopes = fc.constantFrom<Scope>('in-region', 'geo', 'global');
    fc.assert(
      fc.property(
        region,
        prefix,
        model,
        listed,
        scopes,
        fc.boolean(),
        (where, head, tail, profiles, scope, known) => {
          const catalogue = known ? { ...EVERYTHING, profiles } : bundled(where);
          const found = tolerant(() => resolve(head + tail, where, { scope, catalogue }));
          if (found === undefined) return;
          expect(ALLOWED[where]?.[scope]).toContain(
            found.id.split('.anthropic.')[0] === found.id ? '' : found.id.split('.')[0],
          );
        },
      ),
      { numRuns: 3000 },
    );
  });
});

type Allowed = Readonly<Record<Scope, readonly string[]>>;
const row = (...geo: string[]): Allowed => ({
  'in-region': [''],
  geo: ['', ...geo],
  global: ['', ...geo, 'global'],
});
const alone = (...geo: string[]): Allowed => ({ 'in-region': [''], geo: ['', ...geo], global: ['', ...geo] });
const ALLOWED: Readonly<Record<string, Allowed>> = {
  'us-east-1': row('us'),
  'us-gov-west-1': alone('us-gov'),
  'eu-central-2': row('eu'),
  'ap-northeast-1': row('jp', 'apac'),
  'ap-southeast-2': row('au', 'apac'),
  'ap-south-1': row('apac'),
  'ca-central-1': row('us', 'ca'),
  'ca-west-1': row('ca'),
  'sa-east-1': row(),
  'il-central-1': row(),
  'cn-north-1': alone(),
  'eusc-de-east-1': alone(),
  'us-iso-east-1': alone(),
  'xx-new-1': row(),
};

function tolerant<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return undefined;
  }
}

describe('where AWS will not list its models', () => {
  it.each([
    ['claude-sonnet-4-5', 'us-east-1', `us.${SONNET_45}`],
    ['claude-haiku-4-5', 'eu-west-3', `eu.${HAIKU}`],
    ['claude-sonnet-4-6', 'ap-northeast-1', `jp.${SONNET_46}`],
    ['claude-opus-4-6', 'ap-south-1', `apac.${OPUS_46}`],
    ['claude-sonnet-4-5', 'us-gov-east-1', `us-gov.${SONNET_45}`],
    ['claude-haiku-4-5', 'us-gov-east-1', `us-gov.${HAIKU}`],
    ['claude-opus-5', 'ap-southeast-4', 'au.anthropic.claude-opus-5'],
    ['claude-sonnet-5-5', 'us-east-1', 'us.anthropic.claude-sonnet-5-5'],
    ['eu.anthropic.claude-sonnet-5-5', 'eu-west-1', 'eu.anthropic.claude-sonnet-5-5'],
    ['claude-fable-5', 'ap-northeast-1', 'anthropic.claude-fable-5'],
  ])('%s in %s is %s', (name, region, id) => {
    expect(resolve(name, region, { catalogue: bundled(region) })?.id).toBe(id);
  });

  it('a model that only global profiles have is refused with the cure', () => {
    const catalogue = bundled('ap-south-1');
    expect(() => resolve('claude-sonnet-4-6', 'ap-south-1', { catalogue })).toThrow(/"global"/);
    expect(resolve('claude-sonnet-4-6', 'ap-south-1', { catalogue, scope: 'global' })?.id).toBe(
      `global.${SONNET_46}`,
    );
  });

  it('says when a model will be retired', () => {
    const found = resolve('claude-opus-4-1', 'us-east-1', { catalogue: bundled('us-east-1') });
    expect(found?.notice).toBe('AWS retires this model on 2027-01-08.');
  });
});
