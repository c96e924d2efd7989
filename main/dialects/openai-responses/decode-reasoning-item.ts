import type { ContentBlock, OpaqueBlock } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { isSealed, openProof } from '../openai-vocabulary/sealed-proof.ts';

/**
 * A `reasoning` item that comes back. One that kRouter sealed is the thinking block it was made of; a genuine one is
 * OpenAI's secret, of use to OpenAI alone; one without `encrypted_content` proves nothing and is left out.
 */
export function decodeReasoningItem(item: JsonObject): ContentBlock[] {
  const encrypted = item['encrypted_content'];
  if (typeof encrypted !== 'string' || encrypted === '') return [];
  if (!isSealed(encrypted)) return [opaqueItem(item, 'reasoning')];
  const proof = openProof(encrypted);
  if (proof === undefined) return [];
  if (proof.dialect === 'openai-responses') {
    return [opaqueItem({ ...item, encrypted_content: proof.value }, 'reasoning')];
  }
  // A proof of a vendor other than Claude's stays sealed, so that whoever encodes for Claude knows to leave it out.
  const value = proof.dialect === 'anthropic' ? proof.value : encrypted;
  if (proof.kind === 'redacted') return [{ type: 'redacted-thinking', data: value, source: item }];
  const thinking = proof.text ?? summaryText(item);
  return [{ type: 'thinking', thinking, signature: value, source: item }];
}

/** An item only this dialect understands. */
export function opaqueItem(item: JsonObject, name: string): OpaqueBlock {
  return { type: 'opaque', dialect: 'openai-responses', name, source: item };
}

/** The parts of a summary, parted as in the text they were made of. */
export function summaryText(item: JsonObject): string {
  const summary = item['summary'];
  if (!Array.isArray(summary)) return '';
  return summary
    .flatMap((part) => (isJsonObject(part) && typeof part['text'] === 'string' ? [part['text']] : []))
    .join('\n\n');
}
