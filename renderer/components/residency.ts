import type { RequestRow } from '../../contract/request-row.ts';

const GEOGRAPHIES: Readonly<Record<string, string>> = {
  us: 'the United States',
  eu: 'the European Union',
  apac: 'Asia Pacific',
  jp: 'Japan',
  au: 'Australia',
  ca: 'Canada',
  'us-gov': 'AWS GovCloud (US)',
};

/** Where data may be processed under a scope, in one sentence. `geography` is the prefix of the inference profile. */
export function residencySentence(scope: string, region: string, geography?: string): string {
  if (scope === 'in-region') return `Processed in ${region} and nowhere else.`;
  if (scope === 'global')
    return `Called in ${region}. AWS may process it in any commercial region of the world.`;
  const where = geography === undefined ? undefined : GEOGRAPHIES[geography];
  return `Called in ${region}. AWS may process it in any region of ${where ?? 'the same geography'}.`;
}

/** The residency line of a finished request. */
export function residencyOf({ region, scope, model, outcome }: RequestRow): string {
  if (region === undefined) {
    return outcome === 'ok' ? 'The provider does not say where it ran.' : 'It was not sent to any region.';
  }
  if (outcome === 'error') return `It was last tried in ${region}.`;
  return residencySentence(scope ?? 'in-region', region, geographyOfModel(model));
}

/** The geography in a profile id or in the last part of an ARN: `eu.anthropic.claude-…` -> `eu`. */
function geographyOfModel(model: string | undefined): string | undefined {
  const id = model?.slice(model.lastIndexOf('/') + 1) ?? '';
  return id.split('.').length > 2 ? id.slice(0, id.indexOf('.')) : undefined;
}

/** The geography that an AWS region belongs to: `eu-west-1` -> `eu`. */
export function geographyOfRegion(region: string): string {
  if (region.startsWith('us-gov')) return 'us-gov';
  if (/^ap-northeast-[13]$/.test(region)) return 'jp';
  if (/^ap-southeast-[24]$/.test(region)) return 'au';
  const area = region.slice(0, region.indexOf('-'));
  return area === 'ap' ? 'apac' : area;
}
