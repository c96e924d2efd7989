import type { ChatRequest, Warning } from './chat-request.ts';
import type { CheckStep } from './check-step.ts';
import type { EventDecoder } from './codec.ts';
import type { ModelCapabilities } from './model-capabilities.ts';

/** The part of AbortSignal the hub relies on: core knows no platform. */
export interface Cancellation {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Where a model may run: in the one region, inside a geography, or anywhere. */
export type Scope = 'in-region' | 'geo' | 'global';

/** A model as one provider really offers it. */
export interface ResolvedModel {
  /** The id to send upstream: a model id, a profile id or an ARN. */
  readonly id: string;
  /** The id without region prefix, for prices and rules: `anthropic.claude-sonnet-4-6`. */
  readonly baseId: string;
  readonly displayName: string;
  readonly scope: Scope;
  /** `us`, `eu`, `jp`, …, `global`; undefined when the provider has no such notion. */
  readonly geography?: string;
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  readonly capabilities?: ModelCapabilities;
  /** What its user ought to know, e.g. that the vendor will retire it, and when. */
  readonly notice?: string;
}

/** An upstream that has accepted the request: bytes on the way, and the decoder that reads them. */
export interface UpstreamAnswer {
  readonly chunks: AsyncIterator<Uint8Array>;
  readonly decoder: EventDecoder<Uint8Array>;
  /** Upstream's own id of the request, for support cases. */
  readonly requestId?: string;
  readonly warnings: readonly Warning[];
  /** Drops the connection. Safe to call at any time, more than once. */
  close(): void;
}

export interface TokenCount {
  readonly inputTokens: number;
  /** True when no counter was available and the number is our own guess. */
  readonly estimated: boolean;
}

/** One request on its way to a provider's model. */
export interface Sending {
  readonly request: ChatRequest;
  readonly model: ResolvedModel;
  readonly cancellation: Cancellation;
}

/** What an account may use per minute of one model that is called in one way. */
export interface ModelQuota {
  readonly baseId: string;
  readonly scope: Scope;
  readonly tokensPerMinute?: number;
  readonly requestsPerMinute?: number;
}

/** One account in one place: a Bedrock region, or a direct API. */
export interface Provider {
  readonly id: string;
  readonly type: string;
  readonly region?: string;
  /** The model this provider would use for a client's name of it; undefined when it has none. */
  resolve(model: string): Promise<ResolvedModel | undefined>;
  list(): Promise<readonly ResolvedModel[]>;
  /**
   * Encodes, authenticates and sends. Resolves once upstream has accepted the request.
   * @throws AppError
   */
  send(request: ChatRequest, model: ResolvedModel, cancellation: Cancellation): Promise<UpstreamAnswer>;
  countTokens(request: ChatRequest, model: ResolvedModel, cancellation: Cancellation): Promise<TokenCount>;
  /** Tries everything the provider needs, step by step, each as soon as it is known. */
  check(cancellation: Cancellation): AsyncIterable<CheckStep>;
  /** What the account itself says of its limits; empty when it does not say. Never rejects. */
  quotas?(): Promise<readonly ModelQuota[]>;
  /** Releases sockets and timers. */
  close(): void;
}
