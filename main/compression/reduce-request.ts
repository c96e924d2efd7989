import type { ContentBlock, TextBlock, ToolResultBlock } from '../core/chat-block.ts';
import type { ChatRequest, Message } from '../core/chat-request.ts';
import type { ToolHint } from './recognise-tool.ts';
import { reduceText } from './reduce-text.ts';
import type { CompressionLevel, ResultKind } from './result-kind.ts';

/** Results beyond this many characters of one request, oldest first, stay as they are: some 50 ms of work at either level. */
export const MAX_REQUEST_CHARS: Readonly<Record<CompressionLevel, number>> = {
  off: 0,
  lossless: 4_194_304,
  compact: 2_097_152,
};

/** What one tool result became, in characters. */
export interface ResultSaving {
  readonly toolUseId: string;
  readonly kind: ResultKind;
  readonly charsBefore: number;
  readonly charsAfter: number;
}

/** What a request's tool results became. `results` lists those that changed; the sums count every one looked at. */
export interface Savings {
  readonly charsBefore: number;
  readonly charsAfter: number;
  readonly results: readonly ResultSaving[];
}

/** A request after compression. The very request given when nothing changed. */
export interface ReducedRequest {
  readonly request: ChatRequest;
  readonly savings: Savings;
}

/**
 * Reduces the tool results of a request and nothing else in it. Each result is judged by itself and in order, so what
 * earlier turns sent stays the same in later ones. Error results and images are passed by.
 */
export function reduceRequest(request: ChatRequest, level: CompressionLevel): ReducedRequest {
  const reducer = new RequestReducer(level);
  if (level === 'off') return { request, savings: reducer.savings() };
  const messages = mapChanged(request.messages, (message) => reducer.message(message));
  return {
    request: messages === request.messages ? request : { ...request, messages },
    savings: reducer.savings(),
  };
}

class RequestReducer {
  readonly #level: CompressionLevel;
  readonly #results: ResultSaving[] = [];
  /** The calls met so far by id: a result answers the last one before it, whatever later turns bring. */
  readonly #hints = new Map<string, ToolHint>();
  #charsBefore = 0;
  #charsAfter = 0;

  constructor(level: CompressionLevel) {
    this.#level = level;
  }

  savings(): Savings {
    return { charsBefore: this.#charsBefore, charsAfter: this.#charsAfter, results: this.#results };
  }

  message(message: Message): Message {
    const content = mapChanged(message.content, (block) => this.#block(block));
    if (content === message.content) return message;
    const { source: _, ...rest } = message;
    return { ...rest, content };
  }

  #block(block: ContentBlock): ContentBlock {
    if (block.type === 'tool-use') this.#hints.set(block.id, block);
    if (block.type !== 'tool-result' || block.isError) return block;
    const content = mapChanged(block.content, (part) =>
      part.type === 'text' ? this.#text(part, block.toolUseId) : part,
    );
    if (content === block.content) return block;
    const { source: _, ...rest } = block;
    return { ...rest, content } satisfies ToolResultBlock;
  }

  #text(block: TextBlock, toolUseId: string): TextBlock {
    const before = block.text.length;
    const affordable = this.#charsBefore + before <= MAX_REQUEST_CHARS[this.#level];
    this.#charsBefore += before;
    const hint = this.#hints.get(toolUseId);
    const reduced = affordable ? reduceText(block.text, { hint, level: this.#level }) : undefined;
    const after = reduced?.text.length ?? before;
    this.#charsAfter += after;
    if (reduced === undefined || reduced.text === block.text) return block;
    this.#results.push({ toolUseId, kind: reduced.kind, charsBefore: before, charsAfter: after });
    const { source: _, ...rest } = block;
    return { ...rest, text: reduced.text };
  }
}

/** Maps a list, giving back the list itself when every item came back itself. */
function mapChanged<T>(items: readonly T[], map: (item: T) => T): readonly T[] {
  let changed: T[] | undefined;
  for (let i = 0; i < items.length; i += 1) {
    const item = items[i];
    if (item === undefined) continue;
    const mapped = map(item);
    if (mapped !== item) changed ??= items.slice();
    if (changed !== undefined) changed[i] = mapped;
  }
  return changed ?? items;
}
