import type { ProviderConfig } from '../../../contract/config.ts';
import { geographyOf } from '../../routing/residency.ts';

/** One sentence on where data may go. */
export function describeResidency(config: ProviderConfig): string {
  const bound =
    config.residency === undefined ? '' : ` Nothing outside ${nameOf(config.residency)} is ever tried.`;
  if (config.type === 'vertex') return `${placeOf(config.location)}${bound}`;
  if (config.type === 'kiro')
    return `Requests go to Kiro in ${config.region}; where they are answered it does not say.${bound}`;
  if (config.type === 'cursor' && config.via === 'cli')
    return `Requests go to Cursor through its command line; where they are answered it does not say.${bound}`;
  if (config.type !== 'bedrock') return `Requests go to ${new URL(config.baseUrl).host}.${bound}`;
  return `${SCOPES[config.scope](config.region)}${bound}`;
}

const SCOPES = {
  'in-region': (region: string) => `Requests are answered in ${region} and nowhere else.`,
  geo: (region: string) =>
    `Requests enter in ${region} and may be answered in any region of ${nameOf(geographyOf(region))}.`,
  global: (region: string) =>
    `Requests enter in ${region} and may be answered in any AWS region of the world.`,
} as const;

const NAMES: { readonly [geography: string]: string | undefined } = {
  us: 'the United States',
  eu: 'the European Union',
  apac: 'Asia Pacific',
  jp: 'Japan',
  au: 'Australia',
  ca: 'Canada',
  'us-gov': 'AWS GovCloud (US)',
};

/** A geography as people call it; a region and what has no other name as it is. */
function nameOf(geography: string): string {
  return NAMES[geography] ?? geography;
}

/** Google promises a place for its regions, and for its multi-regions the union or the country. */
function placeOf(location: string): string {
  if (location === 'global') return 'Requests may be answered in any Google Cloud region of the world.';
  if (location === 'us' || location === 'eu')
    return `Requests are answered in Google Cloud regions of ${nameOf(location)}.`;
  return `Requests are answered in Google Cloud's ${location}.`;
}
