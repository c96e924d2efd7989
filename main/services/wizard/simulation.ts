import type { BedrockProviderConfig } from '../../../contract/config.ts';

/** Bedrock in a box, for a look around without an account. */
export interface Simulation {
  /** Starts it if it is not running. The providers' secrets are known to the engine. */
  start(): Promise<readonly BedrockProviderConfig[]>;
  readonly isRunning: boolean;
  stop(): Promise<void>;
}
