import type { Target } from './target.ts';

/**
 * Whether a target keeps a request inside a geography (`eu`, `jp`, …) or a single region (`eu-west-1`). Everything
 * known of the place must lie inside: the region called, the region in an ARN (it overrides the configured one), and
 * the geography of the inference profile. What is not known to be inside is outside; `global.` always is.
 */
export function isInside(target: Target, residency: string): boolean {
  if (residency === 'global') return true;
  const places = placesOf(target);
  return places?.every((place) => contains(residency, place)) ?? false;
}

/** The geography of an AWS region: `eu-west-1` -> `eu`, `ap-northeast-1` -> `jp`. */
export function geographyOf(region: string): string {
  const exact = REGIONS[region];
  if (exact !== undefined) return exact;
  if (region.startsWith('us-gov-')) return 'us-gov';
  if (region.startsWith('us-iso')) return 'us-iso';
  const area = region.slice(0, region.indexOf('-'));
  return area === 'ap' ? 'apac' : area;
}

/** Regions with a geography smaller than their area, by the inference profiles AWS offers there. */
const REGIONS: { readonly [region: string]: string | undefined } = {
  'ap-northeast-1': 'jp',
  'ap-northeast-3': 'jp',
  'ap-southeast-2': 'au',
  'ap-southeast-4': 'au',
};

/** The next larger geography. */
const WITHIN: { readonly [geography: string]: string | undefined } = {
  'us-gov': 'us',
  'us-iso': 'us',
  us: 'amer',
  ca: 'amer',
  mx: 'amer',
  sa: 'amer',
  eusc: 'eu',
  eu: 'emea',
  il: 'emea',
  me: 'emea',
  af: 'emea',
  jp: 'apac',
  au: 'apac',
};

const REGION_NAME = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;
const ARN = /^arn:[a-z-]+:bedrock:([a-z0-9-]*):[^:]*:(.+)$/;
const PROFILE = /^(?:inference-profile\/)?([a-z-]{2,7})\.[a-z0-9-]+\./;

/** Every place the request may touch; undefined when that cannot be told. */
function placesOf({ provider, model }: Target): readonly string[] | undefined {
  if (model.scope === 'global' || provider.region === undefined) return undefined;
  const arn = ARN.exec(model.id);
  const hints = [provider.region, arn?.[1], PROFILE.exec(arn?.[2] ?? model.id)?.[1], model.geography];
  const places = hints.filter((place) => place !== undefined && place !== '');
  // A profile that crosses regions must say which ones.
  const isTold = model.scope === 'in-region' || places.some((place) => !REGION_NAME.test(place ?? ''));
  return isTold ? places.flatMap((place) => place ?? []) : undefined;
}

function contains(residency: string, place: string): boolean {
  if (place === residency) return true;
  let geography: string | undefined = REGION_NAME.test(place) ? geographyOf(place) : place;
  if (REGION_NAME.test(residency)) return false;
  while (geography !== undefined && geography !== residency) geography = WITHIN[geography];
  return geography === residency;
}
