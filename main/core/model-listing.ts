import type { ModelCapabilities } from './model-capabilities.ts';

/** One name a client may use, for the model lists. */
export interface ModelListing {
  readonly id: string;
  readonly displayName: string;
  readonly ownedBy?: string;
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  readonly capabilities?: ModelCapabilities;
}
