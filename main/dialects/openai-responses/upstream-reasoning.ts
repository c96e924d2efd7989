import type { ChatEvent } from '../../core/chat-event.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { BlockQueue, QueuedBlock } from '../openai-vocabulary/block-queue.ts';
import { summaryText } from './decode-reasoning-item.ts';
import { missingOf, textOf, type UpstreamItem } from './upstream-item.ts';

/** A `reasoning` item: one thinking block, the parts of its summary parted by an empty line, its proof the signature. */
export class UpstreamReasoning implements UpstreamItem {
  readonly #queue: BlockQueue;
  #block: QueuedBlock | undefined;
  /** Servers that tell both the summary and the raw reasoning would say everything twice: the first to come counts. */
  #voice: 'summary' | 'raw' | undefined;
  #part: unknown;
  #text = '';

  constructor(queue: BlockQueue) {
    this.#queue = queue;
  }

  take(event: JsonObject, out: ChatEvent[]): void {
    if (event['type'] === 'response.reasoning_summary_text.delta') {
      if (this.#hears('summary')) this.#think(event['summary_index'], textOf(event['delta']), out);
    } else if (event['type'] === 'response.reasoning_text.delta') {
      if (this.#hears('raw')) this.#think(event['content_index'], textOf(event['delta']), out);
    }
  }

  done(item: JsonObject, out: ChatEvent[]): void {
    const whole = this.#voice === 'raw' ? rawText(item) : summaryText(item) || rawText(item);
    this.#add(missingOf(this.#text, whole), out);
    const proof = textOf(item['encrypted_content']);
    if (proof === '') return;
    const block = this.#open(out);
    if (this.#queue.has(block)) this.#queue.add(block, { type: 'signature-delta', signature: proof }, out);
  }

  #hears(voice: 'summary' | 'raw'): boolean {
    this.#voice ??= voice;
    return this.#voice === voice;
  }

  #think(part: unknown, text: string, out: ChatEvent[]): void {
    if (text === '') return;
    const isNext = this.#text !== '' && part !== this.#part;
    this.#part = part;
    this.#add(isNext ? `\n\n${text}` : text, out);
  }

  #add(thinking: string, out: ChatEvent[]): void {
    if (thinking === '') return;
    this.#text += thinking;
    const block = this.#open(out);
    if (this.#queue.has(block)) this.#queue.add(block, { type: 'thinking-delta', thinking }, out);
  }

  /** A model that hides its thinking still proves it: then the block is empty. */
  #open(out: ChatEvent[]): QueuedBlock {
    if (this.#block !== undefined) return this.#block;
    const start = { type: 'thinking', thinking: '', signature: '' } as const;
    this.#block = { start, held: [], index: -1, isComplete: () => true };
    this.#queue.begin(this.#block, out);
    return this.#block;
  }
}

function rawText(item: JsonObject): string {
  const content = Array.isArray(item['content']) ? item['content'] : [];
  return content.flatMap((part) => (isJsonObject(part) ? [textOf(part['text'])] : [])).join('\n\n');
}
