import type { ChatEvent } from '../../core/chat-event.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { NATIVE_TOOLS, type NativeToolName } from './native-tools.ts';
import { type CallContext, UpstreamCall, UpstreamNativeCall } from './upstream-call.ts';
import { UpstreamForeignItem } from './upstream-foreign-item.ts';
import type { UpstreamItem } from './upstream-item.ts';
import { UpstreamMessage } from './upstream-message.ts';
import { UpstreamReasoning } from './upstream-reasoning.ts';

/** The output items of one answer. */
export class UpstreamItems {
  readonly #context: CallContext;
  readonly #items = new Map<unknown, UpstreamItem>();
  readonly #done = new Set<unknown>();
  #refusal = '';
  #hasCalls = false;

  constructor(context: CallContext) {
    this.#context = context;
  }

  /** What the model said when it declined; empty when it did not. */
  get refusal(): string {
    return this.#refusal;
  }

  get hasCalls(): boolean {
    return this.#hasCalls;
  }

  /** An event about an item. */
  take(type: string, event: JsonObject, out: ChatEvent[]): void {
    const key = event['output_index'] ?? event['item_id'];
    const { item } = event;
    if (type === 'response.output_item.added') {
      if (isJsonObject(item)) this.#find(key, item, out);
    } else if (type === 'response.output_item.done') {
      if (isJsonObject(item)) this.#finish(key, item, out);
    } else {
      this.#about(type, key, out)?.take(event, out);
    }
  }

  /** The whole output as it stands in the finished response: servers that stream little tell the rest here. */
  complete(output: unknown, out: ChatEvent[]): void {
    if (!Array.isArray(output)) return;
    for (const [index, item] of output.entries()) {
      if (isJsonObject(item)) this.#finish(index, item, out);
    }
  }

  /** Once: the finished response repeats every item. */
  #finish(key: unknown, item: JsonObject, out: ChatEvent[]): void {
    if (this.#done.has(key)) return;
    this.#done.add(key);
    this.#find(key, item, out).done(item, out);
  }

  #find(key: unknown, item: JsonObject, out: ChatEvent[]): UpstreamItem {
    const known = this.#items.get(key);
    if (known !== undefined) return known;
    const made = this.#make(item, out);
    this.#items.set(key, made);
    return made;
  }

  /** The item an event is about, made up from the event's kind where a server did not announce it. */
  #about(type: string, key: unknown, out: ChatEvent[]): UpstreamItem | undefined {
    const known = this.#items.get(key);
    if (known !== undefined) return known;
    const kind = KINDS.find(([start]) => type.startsWith(start))?.[1];
    return kind === undefined ? undefined : this.#find(key, { type: kind }, out);
  }

  #make(item: JsonObject, out: ChatEvent[]): UpstreamItem {
    const { queue } = this.#context;
    const { type } = item;
    switch (type) {
      case 'message':
        return new UpstreamMessage(queue, (text) => this.#refuse(text), item);
      case 'reasoning':
        return new UpstreamReasoning(queue);
      case 'function_call':
      case 'custom_tool_call':
        this.#hasCalls = true;
        return new UpstreamCall(this.#context, item, out);
    }
    const native = NATIVE_CALLS.get(type);
    if (native === undefined) return new UpstreamForeignItem(queue);
    this.#hasCalls = true;
    return new UpstreamNativeCall(this.#context, native);
  }

  #refuse(text: string): void {
    this.#refusal += text;
  }
}

const KINDS: readonly (readonly [start: string, kind: string])[] = [
  ['response.output_text.', 'message'],
  ['response.refusal.', 'message'],
  ['response.reasoning_', 'reasoning'],
  ['response.function_call_arguments.', 'function_call'],
  ['response.custom_tool_call_input.', 'custom_tool_call'],
];

const NATIVE_CALLS: ReadonlyMap<unknown, NativeToolName> = new Map<unknown, NativeToolName>([
  [NATIVE_TOOLS.local_shell.callType, 'local_shell'],
  [NATIVE_TOOLS.shell.callType, 'shell'],
  [NATIVE_TOOLS.apply_patch.callType, 'apply_patch'],
]);
