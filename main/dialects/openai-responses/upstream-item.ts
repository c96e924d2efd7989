import type { ChatEvent } from '../../core/chat-event.ts';
import type { JsonObject } from '../../core/json.ts';

/** An output item of an upstream while it is being read. */
export interface UpstreamItem {
  /** An event about the item. */
  take(event: JsonObject, out: ChatEvent[]): void;
  /** The item as it is when it is done, told once: whatever was not streamed is read from it. */
  done(item: JsonObject, out: ChatEvent[]): void;
}

/** What a piece-by-piece text still lacks of its final form; nothing when the two have parted ways. */
export function missingOf(streamed: string, final: unknown): string {
  return typeof final === 'string' && final.startsWith(streamed) ? final.slice(streamed.length) : '';
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
