import { type BedrockProviderConfig, bedrockProviderSchema } from '../../../contract/config.ts';
import { changeSetup, useSetup } from './setup-state.ts';

/** A provider of the region's name with the defaults of the contract. */
export function planRegion(region: string): BedrockProviderConfig {
  const { credentials, providers } = useSetup.getState().state;
  const taken = new Set(providers.map(({ id }) => id));
  const base = `bedrock-${region}`;
  const id = taken.has(base) ? `${base}-${providers.length + 1}` : base;
  const [first] = providers;
  const way = { proxy: first?.proxy, caFile: first?.caFile };
  return bedrockProviderSchema.parse({ id, type: 'bedrock', region, credentials, ...way });
}

/** Plans the region that a key or a profile names, when nothing is planned yet. */
export function suggestRegion(region: string): void {
  if (useSetup.getState().state.providers.length === 0) changeSetup({ providers: [planRegion(region)] });
}
