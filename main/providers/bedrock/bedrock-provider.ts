import type { ModelQuota, Provider } from '../../core/provider.ts';
import type { BedrockContext } from './bedrock-context.ts';
import type { CredentialSource } from './credentials/credential-source.ts';
import type { BedrockModels } from './models/bedrock-models.ts';

/** A provider, and what `krouter check` and the dashboard want to know of it. */
export interface BedrockProvider extends Provider {
  readonly region: string;
  readonly credentials: CredentialSource;
  readonly models: BedrockModels;
  readonly context: BedrockContext;
  quotas(): Promise<readonly ModelQuota[]>;
}
