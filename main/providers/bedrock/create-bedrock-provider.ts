import type { Agent } from 'node:https';
import type { BedrockProviderConfig } from '../../../contract/config.ts';
import type { Clock } from '../../platform/ports/clock.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import type { Log } from '../../platform/ports/log.ts';
import type { SecretReader } from '../../platform/ports/secrets.ts';
import type { BedrockContext } from './bedrock-context.ts';
import type { BedrockProvider } from './bedrock-provider.ts';
import { checkBedrock } from './check/check-bedrock.ts';
import { createClockSkew } from './clock-skew.ts';
import { callsByVendor } from './converse/by-vendor.ts';
import { createCorrectionMemory } from './correction-memory.ts';
import { createCounterMemory } from './counter-memory.ts';
import { createCredentialSource } from './credentials/create-credential-source.ts';
import type { CredentialSource } from './credentials/credential-source.ts';
import type { Environment } from './credentials/env-credentials.ts';
import { resolveEndpoint } from './endpoints.ts';
import { mantleCalls } from './mantle/mantle-calls.ts';
import { createBedrockModels } from './models/bedrock-models.ts';
import { createQuotaSource } from './quotas/create-quota-source.ts';
import { NO_CORRECTIONS } from './self-repair.ts';
import type { SendContext } from './send.ts';
import type { SsoSignIns } from './sso/sso-sign-ins.ts';

/** What the provider needs from outside. */
export interface BedrockPorts {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
  /** The process's environment; nothing else of the process is read here. */
  readonly env: Environment;
  /** `max_tokens` for clients that send none. */
  readonly defaultMaxTokens: number;
  /** The keychain; absent when headless. */
  readonly secrets?: SecretReader;
  /** In the place of what the configuration names. */
  readonly credentials?: CredentialSource;
  /** Sign-ins at access portals; absent where nobody can sign in. */
  readonly signIns?: SsoSignIns;
  /** What AWS's SDK connects with; its own when absent. */
  readonly sdkAgent?: Agent;
}

/**
 * One AWS account in one region.
 * @throws AppError when the endpoint settings contradict each other.
 */
export function createBedrockProvider(config: BedrockProviderConfig, ports: BedrockPorts): BedrockProvider {
  const context = createContext(config, ports);
  checkEndpoints(config);
  const models = createBedrockModels(context);
  const sending: SendContext = {
    ...context,
    corrections: createCorrectionMemory(ports.clock, NO_CORRECTIONS),
    counters: createCounterMemory(ports.clock),
    defaultMaxTokens: ports.defaultMaxTokens,
    profileFor: (model) => models.profileFor(model.baseId),
  };
  const calls = callsByVendor(sending, ports.clock);
  const provider: BedrockProvider = {
    id: config.id,
    type: config.type,
    region: config.region,
    credentials: context.credentials,
    models,
    context,
    resolve: (name) => models.resolve(name),
    list: () => models.list(),
    send: (request, model, cancellation) => calls.send({ request, model, cancellation }),
    countTokens: (request, model, cancellation) => calls.countTokens({ request, model, cancellation }),
    check: (cancellation) => checkBedrock(provider, { cancellation }),
    quotas: createQuotaSource(context, models),
    close: () => undefined,
    ...(config.api === 'mantle' ? mantleCalls(sending) : {}),
  };
  return provider;
}

function createContext(config: BedrockProviderConfig, ports: BedrockPorts): BedrockContext {
  const { http, clock, log } = ports;
  const credentials = ports.credentials ?? createCredentialSource(config, ports);
  return { config, http, clock, log, credentials, skew: createClockSkew(clock) };
}

/** A contradiction is better told at the start than with the first request. */
function checkEndpoints({ region, fips, dualStack, endpoint, endpoints }: BedrockProviderConfig): void {
  resolveEndpoint('bedrock-runtime', { region, fips, dualStack, override: endpoints?.runtime ?? endpoint });
  resolveEndpoint('bedrock', { region, fips, dualStack, override: endpoints?.control ?? endpoint });
}
