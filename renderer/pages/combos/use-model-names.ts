import { useCall } from '../../state/use-call.ts';

/** Everything a combo may hold: `bedrock/…` for any region, then each provider's own. */
export function useModelNames(): readonly string[] {
  const { data = [] } = useCall('models.list', {});
  const anyRegion = data
    .filter(({ region }) => region !== undefined)
    .map(({ name }) => `bedrock/${withoutProvider(name)}`);
  const own = data.map(({ name, provider }) => `${provider}/${withoutProvider(name)}`);
  return [...new Set([...anyRegion, ...own])];
}

function withoutProvider(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}
