import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import {
  type AwsService,
  partitionName,
  resolveEndpoint,
} from '../../../main/providers/bedrock/endpoints.ts';

interface Vector {
  readonly service: AwsService;
  readonly region: string | null;
  readonly fips: boolean;
  readonly dualstack: boolean;
  readonly endpoint_override: string | null;
  readonly expect_url: string | null;
}

const { cases }: { cases: Vector[] } = JSON.parse(
  readFileSync('test/fixtures/aws/endpoint-vectors.json', 'utf8'),
);

function resolve(vector: Vector): string {
  const { service, region, fips, dualstack, endpoint_override: override } = vector;
  const options = {
    region: region ?? undefined,
    fips,
    dualStack: dualstack,
    override: override ?? undefined,
  };
  return resolveEndpoint(service, options);
}

describe('endpoints', () => {
  it('come with all 42 published vectors', () => expect(cases).toHaveLength(42));

  it.each(cases)('$service $region fips=$fips dualstack=$dualstack override=$endpoint_override', (vector) => {
    if (vector.expect_url === null) expect(() => resolve(vector)).toThrow(AppError);
    else expect(resolve(vector)).toBe(vector.expect_url);
  });

  it.each([
    ['us-isof-south-1', 'https://bedrock-runtime.us-isof-south-1.csp.hci.ic.gov', 'aws-iso-f'],
    ['eusc-de-east-1', 'https://bedrock-runtime.eusc-de-east-1.amazonaws.eu', 'aws-eusc'],
    ['us-gov-west-1', 'https://bedrock-runtime.us-gov-west-1.amazonaws.com', 'aws-us-gov'],
    ['cn-northwest-1', 'https://bedrock-runtime.cn-northwest-1.amazonaws.com.cn', 'aws-cn'],
  ])('know the partition of %s', (region, url, partition) => {
    expect(resolveEndpoint('bedrock-runtime', { region, fips: false, dualStack: false })).toBe(url);
    expect(partitionName(region)).toBe(partition);
  });

  it.each(['evil.example/', 'x@evil.example', 'us-east-1#', '', 'localhost'])(
    'refuse the region %j',
    (region) => {
      expect(() => resolveEndpoint('bedrock', { region, fips: false, dualStack: false })).toThrow(AppError);
    },
  );

  it('refuse dual-stack where AWS has none', () => {
    const options = { region: 'us-iso-east-1', fips: false, dualStack: true };
    expect(() => resolveEndpoint('bedrock', options)).toThrow(/dual-stack/);
  });

  it('take a custom endpoint without its last slash', () => {
    const options = {
      region: 'eu-west-1',
      fips: false,
      dualStack: false,
      override: 'https://gw.example/aws//',
    };
    expect(resolveEndpoint('bedrock', options)).toBe('https://gw.example/aws');
  });
});
