import type { VertexProviderConfig } from '../../../contract/config.ts';
import type { UpstreamOptions } from '../../core/codec.ts';
import type { Sending } from '../../core/provider.ts';
import type { PlainApi } from '../plain-api/plain-api.ts';
import type { TokenCache } from '../plain-api/token-cache.ts';

/** What the calls of one provider share. */
export interface VertexContext {
  readonly config: VertexProviderConfig;
  readonly api: PlainApi;
  readonly tokens: TokenCache;
  /** `max_tokens` for clients that send none. */
  readonly defaultMaxTokens: number;
}

/** What the encoders must know of the target. */
export function optionsFor({ defaultMaxTokens }: VertexContext, { model }: Sending): UpstreamOptions {
  const { id, maxOutputTokens, contextTokens } = model;
  return { model: id, defaultMaxTokens, maxOutputTokens, contextTokens };
}
