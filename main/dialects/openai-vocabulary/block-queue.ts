import type { BlockStart, ChatEvent } from '../../core/chat-event.ts';

/** One block on its way into the event stream, where only one may be open at a time. */
export interface QueuedBlock {
  /** Undefined until enough is known to open it. */
  start: BlockStart | undefined;
  /** The upstream’s JSON text of what it is, where a client of the same dialect has use for it. */
  source?: string;
  /** What arrived while the block could not be open. */
  readonly held: BlockDelta[];
  /** -1 until it is open. */
  index: number;
  /** May be closed as soon as another block begins. Others stay open, since more of them may come interleaved. */
  isComplete(): boolean;
}

/** `source` is the upstream’s JSON text of the delta, where a client of the same dialect has use for it. */
export type BlockDelta =
  | { readonly type: 'text-delta'; readonly text: string; readonly source?: string }
  | { readonly type: 'thinking-delta'; readonly thinking: string; readonly source?: string }
  | { readonly type: 'signature-delta'; readonly signature: string; readonly source?: string }
  | { readonly type: 'arguments-delta'; readonly json: string }
  | { readonly type: 'opaque-delta'; readonly source: string };

/** Puts blocks that arrive interleaved one after the other: the first is live, the others wait their turn. */
export class BlockQueue {
  private readonly waiting: QueuedBlock[] = [];
  private opened = 0;

  /** The block that began last. */
  get last(): QueuedBlock | undefined {
    return this.waiting.at(-1);
  }

  has(block: QueuedBlock): boolean {
    return this.waiting.includes(block);
  }

  begin(block: QueuedBlock, out: ChatEvent[]): void {
    this.waiting.push(block);
    this.settle(out);
  }

  /** Adds to a block that is in the queue. */
  add(block: QueuedBlock, delta: BlockDelta, out: ChatEvent[]): void {
    if (block.index >= 0) out.push({ ...delta, index: block.index });
    else block.held.push(delta);
  }

  /** Closes what is complete and opens what comes next. */
  settle(out: ChatEvent[]): void {
    for (let head = this.waiting[0]; head !== undefined; head = this.waiting[0]) {
      if (!this.open(head, out)) return;
      if (this.waiting.length === 1 || !head.isComplete()) return;
      this.closeHead(head, out);
    }
  }

  /** Closes everything; false when a block never became known well enough to open. */
  closeAll(out: ChatEvent[]): boolean {
    for (let head = this.waiting[0]; head !== undefined; head = this.waiting[0]) {
      if (!this.open(head, out)) return false;
      this.closeHead(head, out);
    }
    return true;
  }

  private open(block: QueuedBlock, out: ChatEvent[]): boolean {
    if (block.index >= 0) return true;
    if (block.start === undefined) return false;
    block.index = this.opened;
    this.opened += 1;
    out.push({ type: 'block-start', index: block.index, block: block.start, source: block.source });
    for (const delta of block.held) out.push({ ...delta, index: block.index });
    block.held.length = 0;
    return true;
  }

  private closeHead(head: QueuedBlock, out: ChatEvent[]): void {
    out.push({ type: 'block-stop', index: head.index });
    this.waiting.shift();
  }
}
