import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../main/core/app-error.ts';
import type { Scope } from '../../../../main/core/provider.ts';
import { bundled, EVERYTHING, profile, resolve, SONNET_46 } from './catalogue-fixture.ts';

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
