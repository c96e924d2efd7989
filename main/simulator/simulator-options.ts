import type { ModelTraits } from './catalog/model-traits.ts';
import type { SsoOptions } from './sso/sso-options.ts';

/** A pair of AWS keys that the regions accept. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** When set, every request with this key must carry it. */
  readonly sessionToken?: string;
  /** Milliseconds since 1970 on the simulator's clock from which the token counts as expired. */
  readonly expiresAt?: number;
}

/** An application inference profile or a provisioned throughput of the simulated account. */
export interface AccountResource {
  readonly region: string;
  /** The last part of the ARN. */
  readonly id: string;
  readonly name: string;
  /** Base id of the model behind it. */
  readonly modelId: string;
}

/** A quota of the simulated account in one region, or in all. */
export interface AccountQuota {
  readonly region?: string;
  /** Service Quotas' own text. */
  readonly name: string;
  readonly value: number;
}

/** How the simulated regions are set up. */
export interface SimulatorOptions {
  readonly regions: readonly string[];
  readonly accessKeys?: readonly AccessKey[];
  /** Long-term API keys. Short-term keys are verified against `accessKeys`. */
  readonly bearerKeys?: readonly string[];
  readonly models?: readonly ModelTraits[];
  readonly applicationProfiles?: readonly AccountResource[];
  readonly provisionedThroughputs?: readonly AccountResource[];
  /** What Service Quotas lists, in the place of the usual quota of the same name or beside the usual ones; never enforced. */
  readonly quotas?: readonly AccountQuota[];
  readonly accountId?: string;
  /** Milliseconds since 1970; signatures, the `Date` header and cache lifetimes follow it. */
  readonly clock?: () => number;
  /** The first region's port; the others follow it. 0 or absent: any free ports. */
  readonly port?: number;
  /** Pause before each content frame of a stream, in ms. 0: as fast as the reader reads. */
  readonly tokenDelayMs?: number;
  /** Requests kept for `requests` in each region; the oldest go first. */
  readonly requestLimit?: number;
  /** Which apostrophe Bedrock puts into "isn't supported"; both are seen. */
  readonly apostrophe?: 'curly' | 'straight';
  /** Whether CountTokens takes inference profiles; many models take base ids only. */
  readonly countTokensTakes?: 'base-ids' | 'any';
  readonly sso?: SsoOptions;
}
