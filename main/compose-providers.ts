import type { Config, ProviderConfig } from '../contract/config.ts';
import type { Provider } from './core/provider.ts';
import type { Reducer } from './http/reducer.ts';
import { createNodeChildProcesses } from './platform/node-child-processes.ts';
import { createNodeDuplexHttp } from './platform/node-duplex-http.ts';
import type { OutboundPool } from './platform/outbound-pool.ts';
import type { Log } from './platform/ports/log.ts';
import type { SecretReader, Secrets } from './platform/ports/secrets.ts';
import { readHomeFile } from './platform/read-home-file.ts';
import { systemClock } from './platform/system-clock.ts';
import { createAnthropicProvider } from './providers/anthropic/create-anthropic-provider.ts';
import { createAntigravityProvider } from './providers/antigravity/create-antigravity-provider.ts';
import type { BedrockProvider } from './providers/bedrock/bedrock-provider.ts';
import { createBedrockProvider } from './providers/bedrock/create-bedrock-provider.ts';
import type { SsoSignIns } from './providers/bedrock/sso/sso-sign-ins.ts';
import { type CursorPorts, createCursorProvider } from './providers/cursor/create-cursor-provider.ts';
import { createGeminiProvider } from './providers/gemini/create-gemini-provider.ts';
import { createKiroProvider, type KiroPorts } from './providers/kiro/create-kiro-provider.ts';
import { createOllamaProvider } from './providers/ollama/create-ollama-provider.ts';
import { createOpenaiCompatibleProvider } from './providers/openai-compatible/create-openai-compatible-provider.ts';
import { createOpenaiResponsesProvider } from './providers/openai-responses/create-openai-responses-provider.ts';
import type { PlainPorts } from './providers/plain-api/plain-ports.ts';
import { refuseGuardrails } from './providers/plain-api/refuse-guardrails.ts';
import { createVertexProvider, type VertexPorts } from './providers/vertex/create-vertex-provider.ts';
import { VERSION } from './version.ts';

export interface ProviderParts {
  /** The ways out of this machine. */
  readonly outbound: OutboundPool;
  /** The sign-ins at access portals, shared by all providers. */
  readonly signIns: SsoSignIns;
  readonly log: Log;
  readonly reducer: Reducer;
  readonly env: { readonly [name: string]: string | undefined };
  readonly secrets: SecretReader;
  /** Replaces a provider's secrets with what its vendor has renewed; absent where they are only being tried. */
  readonly keepSecrets?: (providerId: string, secrets: Secrets) => Promise<void>;
}

/** The providers of a configuration, built. */
export interface ProviderSet {
  readonly providers: readonly Provider[];
  bedrock(id: string): BedrockProvider | undefined;
  /** The set of another configuration; those that have not changed are taken over. @throws AppError */
  next(config: Config, renewed: ReadonlySet<string>): ProviderSet;
  /** Releases what the other set has not taken over. */
  retire(successor?: ProviderSet): void;
}

interface Entry {
  /** What the provider was built from. */
  readonly mark: string;
  readonly provider: Provider;
  readonly bedrock?: BedrockProvider;
}

/** Builds every provider. @throws AppError when a provider's settings contradict each other */
export function createProviderSet(config: Config, parts: ProviderParts): ProviderSet {
  return buildSet(config, parts, () => undefined);
}

/** A provider by itself. */
export function createOneProvider(entry: ProviderConfig, config: Config, parts: ProviderParts): Provider {
  return buildEntry(entry, config, parts).provider;
}

type Known = (id: string, mark: string) => Entry | undefined;

function buildSet(config: Config, parts: ProviderParts, known: Known): ProviderSet {
  const entries = new Map(
    config.providers.map((entry) => {
      const built = known(entry.id, markOf(entry, config)) ?? buildEntry(entry, config, parts);
      return [entry.id, built] as const;
    }),
  );
  const providers = [...entries.values()].map(({ provider }) => provider);
  return {
    providers,
    bedrock: (id) => entries.get(id)?.bedrock,
    next: (changed, renewed) =>
      buildSet(changed, parts, (id, mark) => {
        const entry = entries.get(id);
        return entry?.mark === mark && !renewed.has(id) ? entry : undefined;
      }),
    retire(successor) {
      for (const provider of providers) if (!successor?.providers.includes(provider)) provider.close();
    },
  };
}

function markOf(entry: ProviderConfig, { defaultMaxTokens }: Config): string {
  return JSON.stringify([entry, defaultMaxTokens]);
}

/** What providers outside AWS are told of who calls, and what they may read. */
const ownNames = { userAgent: `kRouter/${VERSION}`, readHomeFile, duplex: createNodeDuplexHttp() };

function buildEntry(entry: ProviderConfig, config: Config, parts: ProviderParts): Entry {
  const { reducer, outbound, ...rest } = parts;
  const http = outbound.of(entry);
  const ports = { ...rest, http, sdkAgent: http.httpsAgent };
  const { defaultMaxTokens } = config;
  const mark = markOf(entry, config);
  const exemptIfAsked = (provider: Provider) => (entry.compression ? provider : reducer.exempt(provider));
  const children = createNodeChildProcesses(parts.env);
  const withClock = { ...ports, ...ownNames, children, clock: systemClock, defaultMaxTokens };
  if (entry.type !== 'bedrock')
    return { mark, provider: exemptIfAsked(refuseGuardrails(createDirectProvider(entry, withClock))) };
  const bedrock = createBedrockProvider(entry, withClock);
  const provider = entry.api === 'mantle' ? refuseGuardrails(bedrock) : bedrock;
  return { mark, provider: exemptIfAsked(provider), bedrock };
}

/** A provider that is called over plain HTTP. */
function createDirectProvider(
  entry: Exclude<ProviderConfig, { type: 'bedrock' }>,
  ports: PlainPorts & VertexPorts & KiroPorts & CursorPorts,
): Provider {
  switch (entry.type) {
    case 'anthropic':
      return createAnthropicProvider(entry, ports);
    case 'openai-compatible':
      return createOpenaiCompatibleProvider(entry, ports);
    case 'openai-responses':
      return createOpenaiResponsesProvider(entry, ports);
    case 'ollama':
      return createOllamaProvider(entry, ports);
    case 'vertex':
      return createVertexProvider(entry, ports);
    case 'kiro':
      return createKiroProvider(entry, ports);
    case 'cursor':
      return createCursorProvider(entry, ports);
    case 'gemini':
      return createGeminiProvider(entry, ports);
    case 'antigravity':
      return createAntigravityProvider(entry, ports);
  }
}
