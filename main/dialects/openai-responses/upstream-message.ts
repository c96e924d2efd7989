import type { ChatEvent } from '../../core/chat-event.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { BlockQueue, QueuedBlock } from '../openai-vocabulary/block-queue.ts';
import { missingOf, textOf, type UpstreamItem } from './upstream-item.ts';

interface Part {
  block: QueuedBlock | undefined;
  text: string;
  refusal: string;
}

/** A `message` item: one text block for each part of it. Refusals are told apart, as the reason the answer stopped. */
export class UpstreamMessage implements UpstreamItem {
  readonly #queue: BlockQueue;
  readonly #refuse: (text: string) => void;
  readonly #parts = new Map<number, Part>();
  #source: string | undefined;

  constructor(queue: BlockQueue, refuse: (text: string) => void, item: JsonObject) {
    this.#queue = queue;
    this.#refuse = refuse;
    // A text block's source carries `phase` to a client of this dialect.
    this.#source = item['phase'] == null ? undefined : JSON.stringify(item);
  }

  take(event: JsonObject, out: ChatEvent[]): void {
    const part = this.#part(event['content_index']);
    switch (event['type']) {
      case 'response.output_text.delta':
        this.#say(part, textOf(event['delta']), out);
        return;
      case 'response.output_text.done':
        this.#say(part, missingOf(part.text, event['text']), out);
        return;
      case 'response.output_text.annotation.added':
        this.#annotate(part, event, out);
        return;
      case 'response.refusal.delta':
        this.#decline(part, textOf(event['delta']));
        return;
      case 'response.refusal.done':
        this.#decline(part, missingOf(part.refusal, event['refusal']));
        return;
    }
  }

  done(item: JsonObject, out: ChatEvent[]): void {
    const content = Array.isArray(item['content']) ? item['content'] : [];
    for (const [index, value] of content.entries()) {
      if (!isJsonObject(value)) continue;
      const part = this.#part(index);
      this.#decline(part, missingOf(part.refusal, value['refusal']));
      const missing = missingOf(part.text, value['text']);
      const annotations = missing !== '' && part.text === '' ? value['annotations'] : [];
      this.#say(part, missing, out);
      if (!Array.isArray(annotations)) continue;
      for (const annotation of annotations) this.#annotate(part, { annotation }, out);
    }
  }

  #part(index: unknown): Part {
    const key = typeof index === 'number' ? index : 0;
    let part = this.#parts.get(key);
    if (part === undefined) {
      part = { block: undefined, text: '', refusal: '' };
      this.#parts.set(key, part);
    }
    return part;
  }

  #say(part: Part, text: string, out: ChatEvent[]): void {
    if (text === '') return;
    part.text += text;
    let { block } = part;
    if (block === undefined || !this.#queue.has(block)) {
      const start = { type: 'text', text: '' } as const;
      block = { start, source: this.#source, held: [], index: -1, isComplete: () => true };
      part.block = block;
      this.#queue.begin(block, out);
    }
    this.#queue.add(block, { type: 'text-delta', text }, out);
  }

  #annotate(part: Part, { annotation }: JsonObject, out: ChatEvent[]): void {
    if (part.block === undefined || !this.#queue.has(part.block)) return;
    this.#queue.add(part.block, { type: 'opaque-delta', source: JSON.stringify({ annotation }) }, out);
  }

  #decline(part: Part, text: string): void {
    part.refusal += text;
    this.#refuse(text);
  }
}
