import { isRegionName } from './endpoints.ts';

/** What a Bedrock ARN points at. `other` is carried as it is. */
type BedrockResource =
  | 'foundation-model'
  | 'inference-profile'
  | 'application-inference-profile'
  | 'provisioned-model'
  | 'imported-model'
  | 'custom-model-deployment'
  | 'default-prompt-router'
  | 'prompt-router'
  | 'other';

export interface BedrockArn {
  readonly partition: string;
  /** Undefined for a global foundation model: its ARN names no region. */
  readonly region?: string;
  readonly account?: string;
  readonly resource: BedrockResource;
  /** What follows the resource's name. */
  readonly id: string;
}

const RESOURCES: ReadonlySet<string> = new Set<BedrockResource>([
  'foundation-model',
  'inference-profile',
  'application-inference-profile',
  'provisioned-model',
  'imported-model',
  'custom-model-deployment',
  'default-prompt-router',
  'prompt-router',
]);

/** Reads an ARN of any partition; undefined when the text is none of Bedrock's. */
export function parseBedrockArn(text: string): BedrockArn | undefined {
  if (!text.startsWith('arn:')) return undefined;
  const [, partition = '', service, region, account, ...rest] = text.split(':');
  const path = rest.join(':');
  const slash = path.indexOf('/');
  if (!partition.startsWith('aws') || service !== 'bedrock' || slash < 1) return undefined;
  // The region becomes part of a host name, and the ARN may come from a client.
  if (region !== '' && !isRegionName(region ?? '')) return undefined;
  const name = path.slice(0, slash);
  return {
    partition,
    region: region === '' ? undefined : region,
    account: account === '' ? undefined : account,
    resource: isResource(name) ? name : 'other',
    id: path.slice(slash + 1),
  };
}

function isResource(name: string): name is BedrockResource {
  return RESOURCES.has(name);
}
