import type { ContentBlock } from '../core/chat-block.ts';
import type { ChatRequest } from '../core/chat-request.ts';

/**
 * Names a conversation by what stays the same from turn to turn, and so by the prompt cache it can use: the model
 * asked for, the system text, the tools' names and the first user message. 16 hexadecimal digits; not a secret-keeping
 * hash, only a short name.
 */
export function prefixHash(request: ChatRequest): string {
  const hash: Hash = { low: FNV_OFFSET, high: SECOND_OFFSET };
  mix(hash, request.model);
  for (const block of request.system) mix(hash, block.text);
  for (const tool of request.tools) mix(hash, tool.name);
  const first = request.messages.find((message) => message.role === 'user');
  for (const block of first?.content ?? []) mix(hash, textOf(block));
  return hex(hash.high) + hex(hash.low);
}

interface Hash {
  low: number;
  high: number;
}

/** FNV-1a, 32 bits, run twice with different offsets and primes. */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const SECOND_OFFSET = 0x9747b28c;
const SECOND_PRIME = 0x85ebca6b;
/** Longer texts are told apart by their length: hashing must not cost a millisecond. */
const MIXED_CHARACTERS = 16_384;

function mix(hash: Hash, text: string): void {
  const end = Math.min(text.length, MIXED_CHARACTERS);
  let low = step(hash.low, text.length, FNV_PRIME);
  let high = step(hash.high, text.length, SECOND_PRIME);
  for (let i = 0; i < end; i += 1) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, FNV_PRIME);
    high = Math.imul(high ^ code, SECOND_PRIME);
    // The second prime's low bits are weak on their own: fold the high half back in.
    high ^= high >>> 15;
  }
  hash.low = low;
  hash.high = high;
}

function step(state: number, value: number, prime: number): number {
  return Math.imul(state ^ value, prime);
}

function hex(half: number): string {
  return (half >>> 0).toString(16).padStart(8, '0');
}

function textOf(block: ContentBlock): string {
  if (block.type === 'text') return block.text;
  if (block.type !== 'image' && block.type !== 'document') return block.type;
  return block.media.kind === 'base64' ? block.media.data : block.type;
}
