import type { ChatEvent } from '../../core/chat-event.ts';
import type { JsonObject } from '../../core/json.ts';
import type { BlockQueue } from '../openai-vocabulary/block-queue.ts';
import { textOf, type UpstreamItem } from './upstream-item.ts';

/** An item the hub has no name for, e.g. `web_search_call`: a block only a client of this dialect is shown. */
export class UpstreamForeignItem implements UpstreamItem {
  readonly #queue: BlockQueue;

  constructor(queue: BlockQueue) {
    this.#queue = queue;
  }

  take(): void {}

  done(item: JsonObject, out: ChatEvent[]): void {
    const start = { type: 'opaque', name: textOf(item['type']) } as const;
    this.#queue.begin(
      { start, source: JSON.stringify(item), held: [], index: -1, isComplete: () => true },
      out,
    );
  }
}
