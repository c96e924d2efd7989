import { AppError } from '../../core/app-error.ts';

/** What a Bedrock provider calls: models, catalogue, who am I, how much may I use, and the two of Identity Center. */
export type AwsService = 'bedrock-runtime' | 'bedrock' | 'sts' | 'servicequotas' | 'oidc' | 'portal.sso';

export interface EndpointOptions {
  readonly region?: string;
  readonly fips: boolean;
  readonly dualStack: boolean;
  /** VPC/PrivateLink URL, gateway or simulator. */
  readonly override?: string;
}

interface Partition {
  readonly name: string;
  readonly regions: RegExp;
  readonly suffix: string;
  /** Undefined where AWS has no dual-stack hosts. */
  readonly dualStackSuffix?: string;
}

/** DNS suffixes per partition; facts from botocore's partitions and endpoint rules. The last one takes the rest. */
const PARTITIONS: readonly Partition[] = [
  {
    name: 'aws-cn',
    regions: /^cn-/,
    suffix: 'amazonaws.com.cn',
    dualStackSuffix: 'api.amazonwebservices.com.cn',
  },
  { name: 'aws-us-gov', regions: /^us-gov-/, suffix: 'amazonaws.com', dualStackSuffix: 'api.aws' },
  { name: 'aws-iso', regions: /^us-iso-/, suffix: 'c2s.ic.gov' },
  { name: 'aws-iso-b', regions: /^us-isob-/, suffix: 'sc2s.sgov.gov' },
  { name: 'aws-iso-e', regions: /^eu-isoe-/, suffix: 'cloud.adc-e.uk' },
  { name: 'aws-iso-f', regions: /^us-isof-/, suffix: 'csp.hci.ic.gov' },
  { name: 'aws-eusc', regions: /^eusc-/, suffix: 'amazonaws.eu' },
  { name: 'aws', regions: /./, suffix: 'amazonaws.com', dualStackSuffix: 'api.aws' },
];

/**
 * The base URL of a service in a region, without a slash at the end.
 * @throws AppError when the settings contradict each other.
 */
export function resolveEndpoint(service: AwsService, options: EndpointOptions): string {
  if (options.override !== undefined) return customEndpoint(options.override, options);
  if (options.region === undefined) throw configError('A Bedrock provider needs a region or an endpoint.');
  if (!isRegionName(options.region)) throw configError(`"${options.region}" is not an AWS region.`);
  const { suffix, dualStackSuffix, name } = partitionOf(options.region);
  if (options.dualStack && dualStackSuffix === undefined) {
    throw configError(`AWS has no dual-stack endpoints in the partition ${name}. Set "dualStack" to false.`);
  }
  const host = options.fips ? `${service}-fips` : service;
  return `https://${host}.${options.region}.${options.dualStack ? dualStackSuffix : suffix}`;
}

/** True for what can be a region's name, and so may stand in a host name. */
export function isRegionName(text: string): boolean {
  return /^[a-z]{2,4}(-[a-z]{1,12}){1,3}-\d{1,2}$/.test(text);
}

/** The partition's name as it stands in ARNs, e.g. `aws-us-gov`. */
export function partitionName(region: string): string {
  return partitionOf(region).name;
}

function partitionOf(region: string): Partition {
  const found = PARTITIONS.find((partition) => partition.regions.test(region));
  if (found === undefined) throw configError(`"${region}" is not an AWS region.`);
  return found;
}

function customEndpoint(url: string, { fips, dualStack }: EndpointOptions): string {
  if (fips)
    throw configError('FIPS and a custom endpoint cannot be combined. Give the FIPS host as the endpoint.');
  if (dualStack)
    throw configError('Dual-stack and a custom endpoint cannot be combined. Set "dualStack" to false.');
  return url.replace(/\/+$/, '');
}

function configError(message: string): AppError {
  return new AppError({ code: 'invalid_request', param: 'endpoint', message });
}
