import { AppError } from '../../core/app-error.ts';
import type { ChatEvent } from '../../core/chat-event.ts';
import type { Restore } from '../../core/codec.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import type { BlockQueue, QueuedBlock } from '../openai-vocabulary/block-queue.ts';

interface Call extends QueuedBlock {
  /** Empty until the upstream names one. */
  id: string;
  name: string;
  arguments: string;
  /** Free text, which the hub carries as `{"input": "…"}`. */
  isCustom: boolean;
}

/** Gathers the fragments of an answer's tool calls into blocks. */
export class CallFragments {
  private readonly byIndex = new Map<number, Call>();
  private readonly calls: Call[] = [];
  private readonly queue: BlockQueue;
  private readonly restore: Restore;
  /** Makes the ids of calls that come without one unique to their answer. */
  answerId = '';

  constructor(queue: BlockQueue, restore: Restore) {
    this.queue = queue;
    this.restore = restore;
  }

  get count(): number {
    return this.calls.length;
  }

  /** One item of `delta.tool_calls`. @throws AppError when it adds to a call that was already complete */
  push(fragment: JsonObject, out: ChatEvent[]): void {
    const called = calledOf(fragment);
    const call = this.find(fragment, called, out);
    if (call.start === undefined)
      this.begin(call, { id: textOf(fragment['id']), name: textOf(called['name']) }, out);
    const members = unknownMembers(fragment);
    // They belong inside the call: once it is closed there is no place for them.
    if (members !== undefined && this.queue.has(call))
      this.queue.add(call, { type: 'opaque-delta', source: members }, out);
    const text = textOf(called['arguments'] ?? called['input']);
    if (text !== '') this.append(call, text, out);
  }

  /** Ends the free texts. */
  finish(out: ChatEvent[]): void {
    for (const call of this.calls) {
      if (call.isCustom && this.queue.has(call)) this.endCustom(call, out);
    }
  }

  /** An index that comes again with another id is another call: some servers number every call 0. */
  private find(fragment: JsonObject, called: JsonObject, out: ChatEvent[]): Call {
    const id = textOf(fragment['id']);
    const index = typeof fragment['index'] === 'number' ? fragment['index'] : undefined;
    const known = index === undefined ? this.latest(id, called) : this.byIndex.get(index);
    if (known !== undefined && (id === '' || known.id === '' || known.id === id)) return known;
    const call = newCall(id, fragment['type'] === 'custom' || isJsonObject(fragment['custom']));
    this.calls.push(call);
    this.byIndex.set(index ?? -this.calls.length, call);
    this.queue.begin(call, out);
    return call;
  }

  /** Without an index: the call with this id, or the latest unless a new name begins another. */
  private latest(id: string, called: JsonObject): Call | undefined {
    if (id !== '') return this.calls.find((call) => call.id === id);
    const latest = this.calls.at(-1);
    const isNew = textOf(called['name']) !== '' && latest !== undefined && latest.name !== '';
    return isNew ? undefined : latest;
  }

  /** A call begins once it has a name, which may come later than its id. */
  private begin(call: Call, seen: { readonly id: string; readonly name: string }, out: ChatEvent[]): void {
    if (call.id === '') call.id = seen.id;
    call.name = seen.name;
    if (call.name === '') return;
    const id = call.id === '' ? this.madeId(call) : call.id;
    const name = this.restore.toolNames?.get(call.name) ?? call.name;
    call.start = { type: 'tool-use', id, name };
    if (call.isCustom) this.queue.add(call, { type: 'arguments-delta', json: '{"input":"' }, out);
    this.queue.settle(out);
  }

  private madeId(call: Call): string {
    const answer = this.answerId.replace(/[^A-Za-z0-9_-]/g, '').slice(-40);
    return `call_${answer}_${this.calls.indexOf(call)}`;
  }

  private append(call: Call, text: string, out: ChatEvent[]): void {
    if (!this.queue.has(call)) {
      if (text.trim() === '') return;
      throw new AppError({
        code: 'upstream_error',
        retry: 'next',
        message: 'The provider sent more arguments for a tool call that was already complete.',
      });
    }
    call.arguments += text;
    const json = call.isCustom ? JSON.stringify(text).slice(1, -1) : text;
    this.queue.add(call, { type: 'arguments-delta', json }, out);
    if (this.queue.last !== call && text.trimEnd().endsWith('}')) this.queue.settle(out);
  }

  private endCustom(call: Call, out: ChatEvent[]): void {
    this.queue.add(call, { type: 'arguments-delta', json: '"}' }, out);
  }
}

function newCall(id: string, isCustom: boolean): Call {
  return {
    start: undefined,
    held: [],
    index: -1,
    id,
    name: '',
    arguments: '',
    isCustom,
    /** A whole JSON object cannot go on, so the next call need not wait for the end of the answer. */
    isComplete() {
      return !this.isCustom && parseJsonObject(this.arguments) !== undefined;
    },
  };
}

function calledOf(fragment: JsonObject): JsonObject {
  const called = fragment['function'] ?? fragment['custom'];
  return isJsonObject(called) ? called : {};
}

const KNOWN: ReadonlySet<string> = new Set(['index', 'id', 'type', 'function', 'custom']);

/** Members such as Google's `extra_content`, as JSON text. */
function unknownMembers(fragment: JsonObject): string | undefined {
  const unknown = Object.entries(fragment).filter(([key, value]) => !KNOWN.has(key) && value != null);
  return unknown.length === 0 ? undefined : JSON.stringify(Object.fromEntries(unknown));
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return isJsonObject(value) ? JSON.stringify(value) : '';
}
