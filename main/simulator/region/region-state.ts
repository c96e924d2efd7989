import { createHash } from 'node:crypto';
import { makeRegionCatalog, type RegionCatalog } from '../catalog/region-catalog.ts';
import { createFaultPlan, type FaultPlan } from '../faults/fault-plan.ts';
import { createPromptCache, type PromptCache } from '../model/prompt-cache.ts';
import { createThinkingSigner, type ThinkingSigner } from '../model/thinking-signer.ts';
import type { SimulatorOptions } from '../simulator-options.ts';
import type { SsoDirectory } from '../sso/sso-directory.ts';
import type { RequestRecord } from './recorded-request.ts';
import type { ScriptHandler } from './script.ts';

/** Everything one region knows while it runs. */
export interface RegionState {
  readonly region: string;
  readonly options: SimulatorOptions;
  readonly catalog: RegionCatalog;
  readonly cache: PromptCache;
  readonly signer: ThinkingSigner;
  readonly faults: FaultPlan;
  readonly requests: RequestRecord[];
  /** One for all regions. */
  readonly sso: SsoDirectory;
  script: ScriptHandler | undefined;
  /** The region's clock: the simulator's, moved by a clock-skew fault. */
  now(): number;
  /** Ids that never repeat and are the same in every run. */
  nextId(prefix: string): string;
}

/** Sets up one region. */
export function createRegionState(region: string, options: SimulatorOptions, sso: SsoDirectory): RegionState {
  const clock = options.clock ?? Date.now;
  const faults = createFaultPlan();
  let issued = 0;
  return {
    region,
    options,
    catalog: makeRegionCatalog(region, options),
    cache: createPromptCache(clock),
    // One secret for all regions: signatures are good across regions, as at AWS.
    signer: createThinkingSigner('simulated thinking'),
    faults,
    requests: [],
    sso,
    script: undefined,
    now: () => clock() + (faults.standing('clock-skew')?.minutes ?? 0) * 60_000,
    nextId(prefix) {
      const digest = createHash('sha256').update(`${region} ${issued++}`).digest('base64');
      return `${prefix}${digest.replace(/[+/=]/g, 'x').slice(0, 22)}`;
    },
  };
}
