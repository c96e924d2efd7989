import { type SimulatedRegion, startRegion } from './region/simulated-region.ts';
import type { SimulatorOptions } from './simulator-options.ts';
import { createSsoDirectory, type SsoDirectory } from './sso/sso-directory.ts';

/** A set of running regions. */
export interface Simulator {
  readonly regions: ReadonlyMap<string, SimulatedRegion>;
  /** The region of that name. @throws Error when it was not started. */
  region(name: string): SimulatedRegion;
  /** Identity Center, the same in every region. */
  readonly sso: Pick<SsoDirectory, 'answer' | 'tokens' | 'devices'>;
  close(): Promise<void>;
}

/** Starts Bedrock in a box: one loopback port for each region. @throws Error when a port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const regions = new Map<string, SimulatedRegion>();
  const sso = createSsoDirectory(options.sso ?? {}, options.clock ?? Date.now);
  const close = async () => {
    await Promise.all([...regions.values()].map((region) => region.close()));
  };
  try {
    for (const [index, name] of options.regions.entries()) {
      const port = options.port ? options.port + index : 0;
      regions.set(name, await startRegion(name, { options, sso }, port));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    regions,
    sso,
    region(name) {
      const region = regions.get(name);
      if (!region) throw new Error(`There is no simulated region ${name}.`);
      return region;
    },
    close,
  };
}
