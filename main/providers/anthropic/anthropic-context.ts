import type { AnthropicProviderConfig } from '../../../contract/config.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import type { ApiKeySource } from './api-key.ts';

/** What the operations of one provider share. */
export interface AnthropicContext {
  readonly config: AnthropicProviderConfig;
  readonly http: HttpClient;
  readonly apiKey: ApiKeySource;
  readonly defaultMaxTokens: number;
}
