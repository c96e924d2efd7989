import type { BlockStart, ChatEvent } from '../../core/chat-event.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { BlockQueue, QueuedBlock } from '../openai-vocabulary/block-queue.ts';
import { isClaudes } from './reasoning-details.ts';

/** Gathers an answer's thinking: `reasoning_content` or `reasoning` as text, `reasoning_details` for the proofs. */
export class ReasoningFragments {
  private readonly queue: BlockQueue;
  /** The text came as a plain string: the same text in the details is a repetition. */
  private hasPlainText = false;
  private signed: QueuedBlock | undefined;

  constructor(queue: BlockQueue) {
    this.queue = queue;
  }

  push(delta: JsonObject, out: ChatEvent[]): void {
    const text = delta['reasoning_content'] ?? delta['reasoning'];
    if (typeof text === 'string' && text !== '') {
      this.hasPlainText = true;
      this.think(text, out);
    }
    const details = delta['reasoning_details'];
    if (Array.isArray(details))
      for (const detail of details) if (isJsonObject(detail)) this.detail(detail, out);
  }

  private detail(detail: JsonObject, out: ChatEvent[]): void {
    const { data, signature } = detail;
    const isOurs = isClaudes(detail);
    if (detail['type'] === 'reasoning.encrypted') {
      if (isOurs && typeof data === 'string' && data !== '')
        this.begin({ type: 'redacted-thinking', data }, out);
      return;
    }
    const hasProof = isOurs && typeof signature === 'string' && signature !== '';
    const text = detail['text'] ?? detail['summary'];
    // After plain text, only a block that was never streamed brings its own.
    const isNews = !this.hasPlainText || (hasProof && this.unsigned() === undefined);
    if (typeof text === 'string' && text !== '' && isNews) this.think(text, out);
    if (hasProof) this.sign(signature, out);
  }

  private think(thinking: string, out: ChatEvent[]): void {
    const block = this.unsigned() ?? this.begin({ type: 'thinking', thinking: '', signature: '' }, out);
    this.queue.add(block, { type: 'thinking-delta', thinking }, out);
  }

  /** A model that hides its thinking still signs it: then the block is empty. */
  private sign(signature: string, out: ChatEvent[]): void {
    const block = this.unsigned() ?? this.begin({ type: 'thinking', thinking: '', signature: '' }, out);
    this.queue.add(block, { type: 'signature-delta', signature }, out);
    this.signed = block;
  }

  /** The thinking block that may still grow. */
  private unsigned(): QueuedBlock | undefined {
    const last = this.queue.last;
    return last?.start?.type === 'thinking' && last !== this.signed ? last : undefined;
  }

  private begin(start: BlockStart, out: ChatEvent[]): QueuedBlock {
    const block = { start, held: [], index: -1, isComplete: () => true };
    this.queue.begin(block, out);
    return block;
  }
}
