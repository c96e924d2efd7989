import type { RedactedThinkingBlock, ThinkingBlock } from '../../core/chat-block.ts';
import type { DialectName } from '../../core/dialect-name.ts';
import { hubSignature, isSealed, openProof, sealProof } from '../openai-vocabulary/sealed-proof.ts';
import { type GeminiBackend, isGeminiBackend } from './gemini-backend.ts';

/** Google's word for "this call was made elsewhere", which its models take in place of their own proof. */
export const SENTINEL = 'skip_thought_signature_validator';
const SENTINELS: ReadonlySet<string> = new Set([SENTINEL, 'context_engineering_is_the_way_to_go']);

/** The thinking that a part's `thoughtSignature` stands for; none for a sentinel or a damaged envelope. */
export function decodeProof(
  signature: string,
  backend: GeminiBackend,
): (ThinkingBlock | RedactedThinkingBlock)[] {
  if (signature === '' || SENTINELS.has(signature)) return [];
  if (!isSealed(signature)) {
    return [{ type: 'thinking', thinking: '', signature: hubSignature(backend, signature) }];
  }
  const proof = openProof(signature);
  if (proof === undefined) return [];
  // What is not Claude's stays sealed, so that whoever encodes for Claude knows to leave it out.
  const value = proof.dialect === 'anthropic' ? proof.value : signature;
  if (proof.kind === 'redacted') return [{ type: 'redacted-thinking', data: value }];
  return [{ type: 'thinking', thinking: proof.text ?? '', signature: value }];
}

/** The `thoughtSignature` that a backend may be sent for a proof; undefined for what another vendor or backend made. */
export function proofFor(backend: GeminiBackend, signature: string): string | undefined {
  const proof = openProof(signature);
  return proof?.dialect === backend && proof.value !== '' ? proof.value : undefined;
}

/** The same for a proof as it stands in a client's own part, where only what is foreign is sealed. */
export function ownProofFor(
  backend: GeminiBackend,
  signature: string,
  client: DialectName,
): string | undefined {
  if (SENTINELS.has(signature)) return signature;
  if (isSealed(signature)) return proofFor(backend, signature);
  return client === backend ? signature : undefined;
}

/** An answer's proof, made by the upstream that speaks `dialect`. */
export interface AnswerProof {
  readonly dialect: DialectName;
  readonly kind: 'thinking' | 'redacted';
  readonly value: string;
  readonly text: string;
}

/** An answer's proof as a client's `thoughtSignature`: genuine as it is, any other vendor's sealed with its thinking. */
export function encodeProof({ dialect, kind, value, text }: AnswerProof, client: DialectName): string {
  if (dialect === client && isGeminiBackend(dialect)) return value;
  return sealProof(text === '' ? { dialect, kind, value } : { dialect, kind, value, text });
}
