import type { JsonObject } from '../../core/json.ts';
import { deltaHead } from './event-writer.ts';
import { type ItemPlace, itemRecord, type OpenItem, placeMembers } from './open-item.ts';
import { encryptRedacted, encryptThinking, reasoningItem, summaryPart } from './output-item.ts';

const SUMMARY_DELTA = deltaHead('response.reasoning_summary_text.delta');

/** A thinking block as a `reasoning` item: its text the one part of the summary, its proof the encrypted content. */
export class OpenReasoning implements OpenItem {
  readonly accepts = 'thinking-delta';
  readonly #place: ItemPlace;
  /** The upstream's. */
  readonly #dialect: string;
  readonly #members: string;
  readonly #deltaMembers: string;
  #thinking = '';
  #signature: string;

  constructor(place: ItemPlace, dialect: string, signature: string) {
    this.#place = place;
    this.#dialect = dialect;
    this.#signature = signature;
    this.#members = `${placeMembers(place)},"summary_index":0`;
    this.#deltaMembers = `,${this.#members},"delta":`;
  }

  begin(): string {
    return itemRecord(this.#place, 'added', JSON.stringify(reasoningItem(this.#place.id, '', undefined)));
  }

  push(thinking: string): string {
    const part = this.#thinking === '' ? this.#part('added', '') : '';
    this.#thinking += thinking;
    return part + this.#place.writer.writeDelta(SUMMARY_DELTA, this.#deltaMembers, JSON.stringify(thinking));
  }

  sign(signature: string): void {
    this.#signature += signature;
  }

  end(): string {
    if (this.#thinking === '') return '';
    const text = `${this.#members},"text":${JSON.stringify(this.#thinking)}`;
    return (
      this.#place.writer.write('response.reasoning_summary_text.done', text) +
      this.#part('done', this.#thinking)
    );
  }

  finish(): JsonObject {
    const encrypted = encryptThinking(this.#dialect, this.#thinking, this.#signature);
    return reasoningItem(this.#place.id, this.#thinking, encrypted);
  }

  #part(step: 'added' | 'done', text: string): string {
    const members = `${this.#members},"part":${JSON.stringify(summaryPart(text))}`;
    return this.#place.writer.write(`response.reasoning_summary_part.${step}`, members);
  }
}

/** Thinking that the vendor keeps secret: a `reasoning` item with nothing to read. */
export class OpenRedacted implements OpenItem {
  readonly accepts = undefined;
  readonly #place: ItemPlace;
  readonly #item: JsonObject;

  constructor(place: ItemPlace, dialect: string, data: string) {
    this.#place = place;
    this.#item = reasoningItem(place.id, '', encryptRedacted(dialect, data));
  }

  begin(): string {
    return itemRecord(this.#place, 'added', JSON.stringify(this.#item));
  }

  push(): string {
    return '';
  }

  end(): string {
    return '';
  }

  finish(): JsonObject {
    return this.#item;
  }
}
