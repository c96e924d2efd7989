import type { UpstreamOptions } from '../../core/codec.ts';
import type { GeminiBackend } from './gemini-backend.ts';

/** What differs between the places where this format is spoken. */
export interface GeminiOptions extends UpstreamOptions {
  /** Whose proofs may go up; `gemini` unless told. */
  readonly backend?: GeminiBackend;
  /** `subset`: schemas as `parameters`, cut down to what older backends take. JSON Schema unless told. */
  readonly schemas?: 'json-schema' | 'subset';
  /** After the backend refused a proof: none goes up, the sentinel stands in. */
  readonly withoutProofs?: boolean;
}
