import type { ContentBlock, RedactedThinkingBlock, ThinkingBlock } from '../../core/chat-block.ts';
import type { DialectName } from '../../core/dialect-name.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { asObject, readOptionalString } from '../../core/read-field.ts';
import { isSealed, openProof, type SealedProof, sealProof } from '../openai-vocabulary/sealed-proof.ts';

type Thinking = ThinkingBlock | RedactedThinkingBlock;

/**
 * `reasoningContent` of an assistant message: `{reasoningText: {text, signature}}` or `{redactedContent}`. The
 * service's own proofs are sealed on their way through the hub, where only Claude's of Anthropic stand as they are.
 */
export function decodeReasoning(value: unknown, path: string): Thinking[] {
  if (value == null) return [];
  const content = asObject(value, path);
  const redacted = readOptionalString(content, 'redactedContent', path);
  if (redacted !== undefined) return [{ type: 'redacted-thinking', data: toHub('redacted', redacted) }];
  if (!isJsonObject(content['reasoningText'])) return [];
  const at = `${path}.reasoningText`;
  const thinking = readOptionalString(content['reasoningText'], 'text', at) ?? '';
  const signature = readOptionalString(content['reasoningText'], 'signature', at) ?? '';
  return signature === '' ? [] : [{ type: 'thinking', thinking, signature: toHub('thinking', signature) }];
}

function toHub(kind: SealedProof['kind'], value: string): string {
  const proof = openProof(value);
  if (proof === undefined) return isSealed(value) ? value : sealProof({ dialect: 'kiro', kind, value });
  return proof.dialect === 'anthropic' ? proof.value : value;
}

/** `reasoningContent` for the service; undefined for thinking that is not its own, which must not reach it. */
export function encodeReasoning(block: ContentBlock): JsonObject | undefined {
  if (block.type === 'thinking') {
    const signature = ownProof(block.signature);
    return signature === undefined ? undefined : { reasoningText: { text: block.thinking, signature } };
  }
  if (block.type !== 'redacted-thinking') return undefined;
  const redactedContent = ownProof(block.data);
  return redactedContent === undefined ? undefined : { redactedContent };
}

function ownProof(value: string | undefined): string | undefined {
  const proof = value === undefined ? undefined : openProof(value);
  return proof?.dialect === 'kiro' ? proof.value : undefined;
}

/** A proof for a client of this format, which returns it unread: any vendor's but the service's own is sealed. */
export function proofForClient(dialect: DialectName, kind: SealedProof['kind'], value: string): string {
  return dialect === 'kiro' || isSealed(value) ? value : sealProof({ dialect, kind, value });
}

/** True for an assistant message whose reasoning the service itself has not signed. */
export function hasForeignProof(reasoning: unknown): boolean {
  if (!isJsonObject(reasoning)) return false;
  const text = reasoning['reasoningText'];
  const proof = isJsonObject(text) ? text['signature'] : reasoning['redactedContent'];
  return typeof proof === 'string' && isSealed(proof);
}
