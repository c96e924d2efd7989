import type { Geography } from './model-traits.ts';

/** Where each profile may send a request, after the profiles' published destination lists. */
const DESTINATIONS: Readonly<Record<Geography, readonly string[]>> = {
  global: [''],
  us: ['us-east-1', 'us-east-2', 'us-west-2'],
  eu: ['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-3'],
  jp: ['ap-northeast-1', 'ap-northeast-3'],
  au: ['ap-southeast-2', 'ap-southeast-4'],
  apac: [
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-southeast-1',
    'ap-southeast-2',
  ],
  'us-gov': ['us-gov-east-1', 'us-gov-west-1'],
};

/** Regions that run the newer models themselves, so that the bare model id works there. */
const IN_REGION: readonly string[] = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'eu-west-1',
  'eu-north-1',
  'ap-northeast-1',
  'ap-southeast-4',
];

/** The geographies whose profiles may be called in a region. */
export function geographiesOf(region: string): readonly Geography[] {
  if (region.startsWith('us-gov-')) return ['us-gov'];
  if (region.startsWith('cn-')) return [];
  if (region.startsWith('us-') || region === 'ca-central-1') return ['us', 'global'];
  if (region.startsWith('eu-')) return ['eu', 'global'];
  if (DESTINATIONS.jp.includes(region)) return ['jp', 'apac', 'global'];
  if (DESTINATIONS.au.includes(region)) return ['au', 'apac', 'global'];
  return region.startsWith('ap-') ? ['apac', 'global'] : ['global'];
}

/** Whether a region serves bare model ids of the newer models. */
export function servesInRegion(region: string): boolean {
  return IN_REGION.includes(region);
}

/** The regions behind a profile; the empty region stands for "anywhere". */
export function destinationsOf(geography: Geography, source: string): readonly string[] {
  return geography === 'global' ? [source, ''] : DESTINATIONS[geography];
}

/** The ARN partition of a region. */
export function partitionOf(region: string): string {
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}
