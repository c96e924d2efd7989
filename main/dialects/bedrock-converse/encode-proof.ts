import type { DialectName } from '../../core/dialect-name.ts';
import type { JsonObject } from '../../core/json.ts';
import { hubSignature, sealProof } from '../openai-vocabulary/sealed-proof.ts';
import { encodeRedacted } from './redacted-content.ts';

type Proof =
  | { readonly type: 'thinking'; readonly signature: string }
  | { readonly type: 'redacted-thinking'; readonly data: string };

/**
 * The member of `reasoningContent` that holds a vendor's proof. Clients return it unread: Claude's as it is, any other's
 * sealed, so that it is known for what it is when it comes back.
 */
export function encodeProof(upstream: DialectName, proof: Proof): JsonObject {
  if (proof.type === 'thinking') return { signature: hubSignature(upstream, proof.signature) };
  const { data } = proof;
  const sealed =
    upstream === 'anthropic'
      ? encodeRedacted(data)
      : sealProof({ dialect: upstream, kind: 'redacted', value: data });
  return { redactedContent: sealed };
}
