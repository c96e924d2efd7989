import { AppError } from '../../core/app-error.ts';
import type { ChatEvent, StopReason } from '../../core/chat-event.ts';
import type { Restore } from '../../core/codec.ts';
import type { Usage } from '../../core/usage.ts';
import { BlockQueue, type QueuedBlock } from '../openai-vocabulary/block-queue.ts';
import { decodePartError } from './decode-error.ts';
import { EndMarkFilter } from './end-mark-filter.ts';
import { decodeUsagePart } from './usage.ts';
import { ERROR_TYPES, type StreamPart } from './wire/inference-types.ts';

type CallPart = Extract<StreamPart, { kind: 'tool-call' }>;

interface Call extends QueuedBlock {
  arguments: string;
  isEnded: boolean;
}

/** Parts of one answer to events. */
export class PartReader {
  private readonly queue = new BlockQueue();
  private readonly calls = new Map<string, Call>();
  private readonly text = new EndMarkFilter();
  private readonly restore: Restore;
  private isStarted = false;
  private usage: Usage = {};
  private hasExtendedUsage = false;
  private cut: StopReason | undefined;
  private detail: string | undefined;

  constructor(restore: Restore) {
    this.restore = restore;
  }

  /** @throws AppError for a part that tells of an error */
  push(part: StreamPart, out: ChatEvent[]): void {
    this.start(part, out);
    if (part.kind === 'thinking' || part.kind === 'tool-call') this.takeText(this.text.flush(), out);
    switch (part.kind) {
      case 'text':
        this.takeText(this.text.push(part.text), out);
        break;
      case 'thinking':
        this.takeThinking(part, out);
        break;
      case 'tool-call':
        this.takeCall(part, out);
        break;
      case 'usage':
      case 'extended-usage':
        this.takeUsage(part, out);
        break;
      case 'info':
        if (part.error !== '') throw broken(part.error);
        break;
      case 'error':
        this.takeError(part);
        break;
      case 'unknown':
    }
  }

  finish(out: ChatEvent[]): void {
    if (!this.isStarted) throw broken('Cursor ended the answer without a word.');
    this.takeText(this.text.flush(), out);
    if (!this.queue.closeAll(out)) throw broken('Cursor sent a tool call without a name.');
    const stopReason = this.cut ?? (this.calls.size > 0 ? 'tool_use' : 'end_turn');
    out.push({ type: 'finish', stopReason, usage: this.usage, detail: this.detail });
  }

  private start(part: StreamPart, out: ChatEvent[]): void {
    if (this.isStarted) return;
    this.isStarted = true;
    const id = part.kind === 'info' && part.id !== '' ? part.id : undefined;
    out.push({ type: 'start', dialect: 'cursor', id });
  }

  private takeText(text: string, out: ChatEvent[]): void {
    if (text === '') return;
    const block = this.open('text', { type: 'text', text: '' }, out);
    this.queue.add(block, { type: 'text-delta', text }, out);
  }

  private takeThinking(
    { text, signature }: Extract<StreamPart, { kind: 'thinking' }>,
    out: ChatEvent[],
  ): void {
    if (text === '' && signature === '') return;
    const block = this.open('thinking', { type: 'thinking', thinking: '', signature: '' }, out);
    if (text !== '') this.queue.add(block, { type: 'thinking-delta', thinking: text }, out);
    if (signature !== '') this.queue.add(block, { type: 'signature-delta', signature }, out);
  }

  /** The block that began last, if it is of this kind; else a new one. */
  private open(kind: string, start: NonNullable<QueuedBlock['start']>, out: ChatEvent[]): QueuedBlock {
    const { last } = this.queue;
    if (last?.start?.type === kind) return last;
    const block: QueuedBlock = { start, held: [], index: -1, isComplete: () => true };
    this.queue.begin(block, out);
    return block;
  }

  private takeCall(part: CallPart, out: ChatEvent[]): void {
    const key = part.id === '' ? `index ${part.index}` : part.id;
    const call = this.calls.get(key) ?? this.beginCall(key, part, out);
    if (call.isEnded) throw broken('Cursor sent more of a tool call that was already complete.');
    const json = part.isComplete ? restOf(part.arguments, call.arguments) : part.arguments;
    if (json !== '') {
      call.arguments += json;
      this.queue.add(call, { type: 'arguments-delta', json }, out);
    }
    call.isEnded = part.isComplete;
    if (call.isEnded) this.queue.settle(out);
  }

  private beginCall(key: string, part: CallPart, out: ChatEvent[]): Call {
    if (part.name === '') throw broken('Cursor sent a tool call without a name.');
    const name = this.restore.toolNames?.get(part.name) ?? part.name;
    const id = part.id === '' ? `call_${part.index}` : part.id;
    const call: Call = {
      start: { type: 'tool-use', id, name },
      held: [],
      index: -1,
      arguments: '',
      isEnded: false,
      isComplete() {
        return this.isEnded;
      },
    };
    this.calls.set(key, call);
    this.queue.begin(call, out);
    return call;
  }

  private takeUsage(part: Extract<StreamPart, { kind: 'usage' | 'extended-usage' }>, out: ChatEvent[]): void {
    if (part.kind === 'usage' && this.hasExtendedUsage) return;
    this.hasExtendedUsage = part.kind === 'extended-usage';
    this.usage = decodeUsagePart(part);
    out.push({ type: 'usage-update', usage: this.usage });
  }

  /** Two of the errors are reasons to stop, after which the answer still ends well. */
  private takeError(part: Extract<StreamPart, { kind: 'error' }>): void {
    if (part.type === ERROR_TYPES.outputLimit) this.cut = 'max_tokens';
    else if (part.type === ERROR_TYPES.contentFilter) this.cut = 'content_filter';
    else throw decodePartError(part);
    this.detail = part.type === ERROR_TYPES.contentFilter ? part.message : undefined;
  }
}

/** What the whole arguments add to those that came piece by piece. @throws AppError when they are others */
function restOf(whole: string, before: string): string {
  if (whole === '' || whole === before) return '';
  if (whole.startsWith(before)) return whole.slice(before.length);
  throw broken('Cursor sent tool arguments that differ from the pieces before them.');
}

function broken(message: string): AppError {
  return new AppError({ code: 'upstream_error', retry: 'next', message });
}
