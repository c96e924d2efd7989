import type { ContentBlock } from '../../core/chat-block.ts';
import type { Message } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';

/** One item of the input as blocks, and what it is in the conversation. */
export interface ItemBlocks {
  readonly kind: 'question' | 'answer' | 'results' | 'instructions' | 'nothing';
  readonly blocks: readonly ContentBlock[];
  /** The item itself; undefined when it was not quite proper, so that an upstream is sent the proper form. */
  readonly source: JsonObject | undefined;
}

/**
 * Items as hub messages. This format has an item for each piece of an answer and each result of a tool; a turn is all
 * that stand together. The source of a message is the list of its items.
 */
export function groupItems(items: readonly ItemBlocks[]): Message[] {
  const groups: Group[] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last !== undefined && (last.kind === item.kind || item.kind === 'nothing') && joins(item.kind))
      last.items.push(item);
    else groups.push({ kind: item.kind, items: [item] });
  }
  return groups.map(messageOf);
}

interface Group {
  readonly kind: ItemBlocks['kind'];
  readonly items: ItemBlocks[];
}

function joins(kind: ItemBlocks['kind']): boolean {
  return kind === 'answer' || kind === 'results' || kind === 'nothing';
}

const ROLES: { readonly [kind in ItemBlocks['kind']]: Message['role'] } = {
  question: 'user',
  results: 'user',
  nothing: 'user',
  answer: 'assistant',
  instructions: 'system',
};

function messageOf({ kind, items }: Group): Message {
  const sources = items.map(({ source }) => source);
  const isWhole = sources.every((source) => source !== undefined);
  return {
    role: ROLES[kind],
    content: items.flatMap(({ blocks }) => blocks),
    source: isWhole ? sources : undefined,
  };
}
