import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../main/core/app-error.ts';
import {
  bundled,
  EVERYTHING,
  HAIKU,
  OPUS_46,
  profile,
  resolve,
  SONNET_45,
  SONNET_46,
} from './catalogue-fixture.ts';

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
