import type { KiroProviderConfig } from '../../../contract/config.ts';
import type { PlainApi } from '../plain-api/plain-api.ts';
import type { KiroTokens } from './kiro-tokens.ts';

/** What the operations of one provider share. */
export interface KiroContext {
  readonly config: KiroProviderConfig;
  readonly api: PlainApi;
  readonly tokens: KiroTokens;
  /** `max_tokens` for clients that send none. */
  readonly defaultMaxTokens: number;
}
