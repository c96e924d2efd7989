import { AppError } from '../../core/app-error.ts';
import type { ChatEvent } from '../../core/chat-event.ts';
import type { Restore } from '../../core/codec.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import type { BlockQueue, QueuedBlock } from '../openai-vocabulary/block-queue.ts';
import { qualifiedName } from './list-tools.ts';
import { NATIVE_TOOLS, type NativeToolName, nativeArguments } from './native-tools.ts';
import { missingOf, textOf, type UpstreamItem } from './upstream-item.ts';

/** What the calls of one answer share. */
export interface CallContext {
  readonly queue: BlockQueue;
  readonly restore: Restore;
}

/** A `function_call` or `custom_tool_call` item; free text becomes the one argument of a function, `input`. */
export class UpstreamCall implements UpstreamItem {
  readonly #context: CallContext;
  readonly #isCustom: boolean;
  readonly #block: QueuedBlock;
  /** As streamed: arguments, or free text. */
  #text = '';
  #isDone = false;

  constructor(context: CallContext, item: JsonObject, out: ChatEvent[]) {
    this.#context = context;
    this.#isCustom = item['type'] === 'custom_tool_call';
    this.#block = { start: undefined, held: [], index: -1, isComplete: () => this.#isWhole() };
    context.queue.begin(this.#block, out);
    this.#name(item, out);
  }

  take(event: JsonObject, out: ChatEvent[]): void {
    switch (event['type']) {
      case 'response.function_call_arguments.delta':
      case 'response.custom_tool_call_input.delta':
        this.#add(textOf(event['delta']), out);
        return;
      case 'response.function_call_arguments.done':
        this.#add(missingOf(this.#text, event['arguments']), out);
        return;
      case 'response.custom_tool_call_input.done':
        this.#add(missingOf(this.#text, event['input']), out);
        return;
    }
  }

  done(item: JsonObject, out: ChatEvent[]): void {
    this.#name(item, out);
    this.#add(missingOf(this.#text, this.#isCustom ? item['input'] : item['arguments']), out);
    this.#isDone = true;
    const { queue } = this.#context;
    if (this.#isCustom && queue.has(this.#block)) {
      queue.add(this.#block, { type: 'arguments-delta', json: '"}' }, out);
    }
    queue.settle(out);
  }

  /** A whole JSON object cannot go on, so the next item need not wait for this one to be called done. */
  #isWhole(): boolean {
    return this.#isDone || (!this.#isCustom && parseJsonObject(this.#text) !== undefined);
  }

  #name(item: JsonObject, out: ChatEvent[]): void {
    if (this.#block.start !== undefined) return;
    const id = textOf(item['call_id']) || textOf(item['id']);
    const sent = qualifiedName(textOf(item['name']), textOf(item['namespace']));
    if (id === '' || sent === '') return;
    const { queue, restore } = this.#context;
    this.#block.start = { type: 'tool-use', id, name: restore.toolNames?.get(sent) ?? sent };
    // It stands before whatever arrived while the name was not known.
    if (this.#isCustom) this.#block.held.unshift({ type: 'arguments-delta', json: '{"input":"' });
    queue.settle(out);
  }

  #add(text: string, out: ChatEvent[]): void {
    if (text === '') return;
    if (!this.#context.queue.has(this.#block)) {
      if (text.trim() === '') return;
      throw new AppError({
        code: 'upstream_error',
        retry: 'next',
        message: 'The provider sent more arguments for a tool call that was already complete.',
      });
    }
    this.#text += text;
    const json = this.#isCustom ? JSON.stringify(text).slice(1, -1) : text;
    this.#context.queue.add(this.#block, { type: 'arguments-delta', json }, out);
  }
}

/** A call of a tool that OpenAI defines and the client runs: its arguments come whole, with the item. */
export class UpstreamNativeCall implements UpstreamItem {
  readonly #context: CallContext;
  readonly #name: NativeToolName;

  constructor(context: CallContext, name: NativeToolName) {
    this.#context = context;
    this.#name = name;
  }

  take(): void {}

  done(item: JsonObject, out: ChatEvent[]): void {
    const id = textOf(item['call_id']) || textOf(item['id']);
    if (id === '') return;
    const member = item[NATIVE_TOOLS[this.#name].member];
    const json = JSON.stringify(nativeArguments(this.#name, isJsonObject(member) ? member : {}));
    const block: QueuedBlock = {
      start: { type: 'tool-use', id, name: this.#name },
      held: [{ type: 'arguments-delta', json }],
      index: -1,
      isComplete: () => true,
    };
    this.#context.queue.begin(block, out);
  }
}
