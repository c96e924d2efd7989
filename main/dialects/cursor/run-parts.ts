import type { Restore } from '../../core/codec.ts';
import type { WarningList } from '../openai-vocabulary/warning-list.ts';
import type { RequestedModel } from './wire/inference-types.ts';

/** What a run is called. */
export interface RunNames {
  readonly conversationId: string;
  readonly invocationId: string;
}

/** What encoding one request shares. */
export interface RunParts {
  readonly names: RunNames;
  readonly requestedModel: RequestedModel;
  readonly warnings: WarningList;
}

/** The bytes of an `InferenceStreamRequest`, and what the answer's decoder has to undo. */
export interface EncodedInference {
  readonly bytes: Uint8Array;
  readonly restore: Restore;
}
