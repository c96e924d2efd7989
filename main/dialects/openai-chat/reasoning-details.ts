import type { DialectName } from '../../core/dialect-name.ts';
import type { JsonObject } from '../../core/json.ts';
import { hubSignature } from '../openai-vocabulary/sealed-proof.ts';

/** OpenRouter's name for Claude's proofs, so that a client does not send them to another vendor. */
const FORMAT = 'anthropic-claude-v1';

/**
 * A finished thinking block for `reasoning_details`, whole, so that a client can send it back without gathering
 * pieces; undefined without a signature, since it could not be sent back.
 */
export function encodeThinkingDetail(
  thinking: string,
  signature: string,
  index: number,
): JsonObject | undefined {
  if (signature === '') return undefined;
  return { type: 'reasoning.text', text: thinking, signature, format: FORMAT, index };
}

/** A redacted thinking block for `reasoning_details`. */
export function encodeRedactedDetail(data: string, index: number): JsonObject {
  return { type: 'reasoning.encrypted', data, format: FORMAT, index };
}

/** A proof as the client keeps it: Claude's as it is, which is all that this format's own upstreams let through. */
export function keptProof(dialect: DialectName | undefined, proof: string): string {
  return dialect === undefined || dialect === 'openai-chat' ? proof : hubSignature(dialect, proof);
}

/** OpenRouter names the vendor in `format`: another vendor's proof is worthless to Claude. */
export function isClaudes(detail: JsonObject): boolean {
  const format = detail['format'];
  return typeof format !== 'string' || format.startsWith('anthropic');
}
