import type { BlockStart, ChatEvent } from '../../core/chat-event.ts';
import type { Restore } from '../../core/codec.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { isTruncatedJson } from '../openai-vocabulary/truncated-json.ts';

/**
 * Reads the blocks of a stream. Text and reasoning are not announced, and some models let one follow the other under
 * the same index: a block is what a delta says it is, and ends where another begins.
 */
export interface BlockReader {
  /** `contentBlockStart`; undefined when it is not valid. */
  start(event: JsonObject, source: string): ChatEvent[] | undefined;
  /** `contentBlockDelta`; undefined when it is not valid. */
  delta(event: JsonObject, source: string): ChatEvent[] | undefined;
  /** Closes what is open. */
  stop(): ChatEvent[];
  /** A tool of the client's was called. */
  readonly called: boolean;
  /** The tool that stands in for structured output was called. */
  readonly answeredByTool: boolean;
  /** The arguments of some call break off. */
  readonly truncatedCall: boolean;
}

type Kind = 'text' | 'thinking' | 'tool' | 'output' | 'opaque';

export function createBlockReader(restore: Restore): BlockReader {
  return new Reader(restore);
}

class Reader implements BlockReader {
  called = false;
  answeredByTool = false;
  truncatedCall = false;
  readonly #restore: Restore;
  #kind: Kind | undefined;
  /** Bedrock's own index of the open block. */
  #at = -1;
  #index = -1;
  #callText = '';

  constructor(restore: Restore) {
    this.#restore = restore;
  }

  start(event: JsonObject, source: string): ChatEvent[] | undefined {
    const { contentBlockIndex: at, start } = event;
    if (typeof at !== 'number' || !isJsonObject(start)) return undefined;
    const closed = this.stop();
    const call = start['toolUse'];
    if (!isJsonObject(call) || call['type'] !== undefined) {
      const [name = 'unknown'] = Object.keys(start);
      return [...closed, { ...this.#open('opaque', at, { type: 'opaque', name }), source }];
    }
    const { toolUseId: id, name } = call;
    if (typeof id !== 'string' || typeof name !== 'string') return undefined;
    return [...closed, this.#openCall(at, id, name)];
  }

  delta(event: JsonObject, source: string): ChatEvent[] | undefined {
    const { contentBlockIndex: at, delta } = event;
    if (typeof at !== 'number' || !isJsonObject(delta)) return undefined;
    if (this.#kind === 'opaque' && at === this.#at)
      return [{ type: 'opaque-delta', index: this.#index, source }];
    const { text, toolUse, reasoningContent } = delta;
    if (typeof text === 'string') return this.#text(at, text);
    if (isJsonObject(toolUse)) return this.#arguments(at, toolUse['input']);
    if (isJsonObject(reasoningContent)) return this.#reasoning(at, reasoningContent);
    // A citation belongs to the text before it.
    const opened = this.#ensure('text', at);
    return [...opened, { type: 'opaque-delta', index: this.#index, source }];
  }

  stop(): ChatEvent[] {
    if (this.#kind === undefined) return [];
    if (isTruncatedJson(this.#callText)) this.truncatedCall = true;
    this.#callText = '';
    this.#kind = undefined;
    return [{ type: 'block-stop', index: this.#index }];
  }

  #text(at: number, text: string): ChatEvent[] {
    const opened = this.#ensure('text', at);
    if (text !== '') opened.push({ type: 'text-delta', index: this.#index, text });
    return opened;
  }

  #arguments(at: number, input: unknown): ChatEvent[] | undefined {
    const isCall = this.#kind === 'tool' || this.#kind === 'output';
    if (typeof input !== 'string' || !isCall || at !== this.#at) return undefined;
    this.#callText += input;
    if (input === '') return [];
    const index = this.#index;
    return this.#kind === 'tool'
      ? [{ type: 'arguments-delta', index, json: input }]
      : [{ type: 'text-delta', index, text: input }];
  }

  #reasoning(at: number, content: JsonObject): ChatEvent[] | undefined {
    const { text: thinking, signature, redactedContent: data } = content;
    if (typeof data === 'string') {
      const closed = this.stop();
      return [...closed, this.#open('opaque', at, { type: 'redacted-thinking', data }), ...this.stop()];
    }
    const opened = this.#ensure('thinking', at);
    const index = this.#index;
    if (typeof thinking === 'string') opened.push({ type: 'thinking-delta', index, thinking });
    if (typeof signature === 'string') opened.push({ type: 'signature-delta', index, signature });
    return opened;
  }

  /** The open block when it is of this kind and place, else a new one in its stead. */
  #ensure(kind: 'text' | 'thinking', at: number): ChatEvent[] {
    if (this.#kind === kind && this.#at === at) return [];
    const block: BlockStart =
      kind === 'text' ? { type: 'text', text: '' } : { type: 'thinking', thinking: '', signature: '' };
    return [...this.stop(), this.#open(kind, at, block)];
  }

  #openCall(at: number, id: string, name: string): ChatEvent {
    if (name === this.#restore.outputTool) {
      this.answeredByTool = true;
      return this.#open('output', at, { type: 'text', text: '' });
    }
    this.called = true;
    return this.#open('tool', at, { type: 'tool-use', id, name: this.#restore.toolNames?.get(name) ?? name });
  }

  #open(kind: Kind, at: number, block: BlockStart): Extract<ChatEvent, { type: 'block-start' }> {
    this.#kind = kind;
    this.#at = at;
    this.#index += 1;
    return { type: 'block-start', index: this.#index, block };
  }
}
