import type { Config, NetworkConfig, ProviderConfig } from '../../contract/config.ts';
import type { Provider } from '../core/provider.ts';
import type { Metering } from '../metering/metering.ts';
import type { HttpClient } from '../platform/ports/http-client.ts';
import type { SecretReader } from '../platform/ports/secrets.ts';
import type { BedrockProvider } from '../providers/bedrock/bedrock-provider.ts';
import type { SsoSignIns } from '../providers/bedrock/sso/sso-sign-ins.ts';
import type { Router } from '../routing/router.ts';

/** The running engine, as the services see it. */
export interface EngineControl {
  readonly router: Router;
  readonly metering: Metering;
  /** Those of the configuration in force, in its order. */
  readonly providers: readonly Provider[];
  /** A configured Bedrock provider by its id. */
  bedrock(id: string): BedrockProvider | undefined;
  /**
   * Builds what a configuration names; providers that have not changed are kept, those in `renewed` never.
   * @throws AppError when a provider's settings contradict each other; nothing has changed then
   */
  prepare(config: Config, renewed: ReadonlySet<string>): PreparedChange;
  /** A provider outside of the configuration, with secrets of its own when given, to be tried and forgotten. */
  trial(config: ProviderConfig, secrets?: SecretReader): Provider;
  /** The sign-ins at access portals, which providers draw on. */
  readonly signIns: SsoSignIns;
  /** The way out with these settings; what is absent follows the environment. */
  http(network: NetworkConfig): HttpClient;
}

export interface PreparedChange {
  /** Puts the change into force: requests under way are not touched. */
  commit(): void;
}
