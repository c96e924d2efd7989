import { AppError } from '../../core/app-error.ts';
import type { ChatEvent } from '../../core/chat-event.ts';
import type { Restore } from '../../core/codec.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import type { BlockQueue, QueuedBlock } from '../openai-vocabulary/block-queue.ts';

interface Call extends QueuedBlock {
  readonly pieces: string[];
  isStopped: boolean;
}

/** Gathers the pieces of an answer's tool calls into blocks. */
export class CallPieces {
  private readonly calls = new Map<string, Call>();
  private readonly queue: BlockQueue;
  private readonly restore: Restore;

  constructor(queue: BlockQueue, restore: Restore) {
    this.queue = queue;
    this.restore = restore;
  }

  get count(): number {
    return this.calls.size;
  }

  /** True when every call came to its end with arguments that can be read. */
  get areComplete(): boolean {
    return [...this.calls.values()].every(isWhole);
  }

  /** One `toolUseEvent`: `{toolUseId, name, input?, stop?}`. @throws AppError when it belongs to no call */
  push(payload: JsonObject, out: ChatEvent[]): void {
    const id = payload['toolUseId'];
    if (typeof id !== 'string' || id === '') throw broken('Kiro sent a part of a tool call without an id.');
    const call = this.calls.get(id) ?? this.begin(id, out);
    call.start ??= this.startOf(id, payload['name']);
    this.queue.settle(out);
    const text = inputText(payload['input']);
    if (text !== '') this.append(call, text, out);
    if (payload['stop'] === true) call.isStopped = true;
    if (call.isStopped) this.queue.settle(out);
  }

  private begin(id: string, out: ChatEvent[]): Call {
    const call: Call = {
      start: undefined,
      held: [],
      index: -1,
      pieces: [],
      isStopped: false,
      isComplete() {
        return this.isStopped;
      },
    };
    this.calls.set(id, call);
    this.queue.begin(call, out);
    return call;
  }

  /** Undefined until the service has named the tool. */
  private startOf(id: string, name: unknown): Call['start'] {
    if (typeof name !== 'string' || name === '') return undefined;
    return { type: 'tool-use', id, name: this.restore.toolNames?.get(name) ?? name };
  }

  private append(call: Call, json: string, out: ChatEvent[]): void {
    if (call.isStopped) throw broken('Kiro sent more of a tool call that was already complete.');
    call.pieces.push(json);
    this.queue.add(call, { type: 'arguments-delta', json }, out);
  }
}

function isWhole({ isStopped, pieces }: Call): boolean {
  const text = pieces.join('');
  return isStopped && (text.trim() === '' || parseJsonObject(text) !== undefined);
}

/** A piece of JSON text; some servers send the whole object instead. */
function inputText(input: unknown): string {
  if (typeof input === 'string') return input;
  return isJsonObject(input) ? stringifyJson(input) : '';
}

function broken(message: string): AppError {
  return new AppError({ code: 'upstream_error', retry: 'next', message });
}
