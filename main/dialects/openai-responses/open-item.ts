import type { JsonObject } from '../../core/json.ts';
import type { EventWriter } from './event-writer.ts';
import type { ItemStatus } from './output-item.ts';

/** Which deltas an item takes. */
export type DeltaKind = 'text-delta' | 'thinking-delta' | 'arguments-delta';

/** An output item while it is being streamed. */
export interface OpenItem {
  readonly accepts: DeltaKind | undefined;
  /** The records that announce the item. */
  begin(): string;
  /** The record of a piece that is not empty. */
  push(piece: string): string;
  /** The records that complete its parts, all but `output_item.done`. */
  end(): string;
  /** The finished item. `isCut`: the answer broke off here, for want of tokens. */
  finish(isCut: boolean): JsonObject;
  /** More of a thinking block's signature. */
  sign?(signature: string): void;
  /** Something that only an upstream of this dialect says, as JSON text. */
  note?(source: string): string;
}

/** Where an item stands, and how to write about it. */
export interface ItemPlace {
  readonly writer: EventWriter;
  readonly index: number;
  readonly id: string;
}

/** `"item_id":…,"output_index":…`, the members most records about an item begin with. */
export function placeMembers({ id, index }: ItemPlace): string {
  return `"item_id":${JSON.stringify(id)},"output_index":${index}`;
}

/** `response.output_item.added` or `.done`. */
export function itemRecord(place: ItemPlace, step: 'added' | 'done', json: string): string {
  return place.writer.write(`response.output_item.${step}`, `"output_index":${place.index},"item":${json}`);
}

/** What a finished item's status is. */
export function finalStatus(isCut: boolean): ItemStatus {
  return isCut ? 'incomplete' : 'completed';
}
