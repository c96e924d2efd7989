import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import { deltaHead } from './event-writer.ts';
import { finalStatus, type ItemPlace, itemRecord, type OpenItem, placeMembers } from './open-item.ts';
import { type ItemStatus, messageItem, refusalPart, textPart } from './output-item.ts';

const TEXT_DELTA = deltaHead('response.output_text.delta');

/** A text block as a `message` item with one `output_text` part. */
export class OpenMessage implements OpenItem {
  readonly accepts = 'text-delta';
  readonly #place: ItemPlace;
  /** Members of an upstream's own message, e.g. `phase`. */
  readonly #more: JsonObject;
  readonly #members: string;
  readonly #deltaMembers: string;
  readonly #annotations: unknown[] = [];
  #text = '';

  constructor(place: ItemPlace, more: JsonObject) {
    this.#place = place;
    this.#more = more;
    this.#members = partMembers(place);
    this.#deltaMembers = `,${this.#members},"logprobs":[],"delta":`;
  }

  begin(): string {
    const part = JSON.stringify(textPart('', []));
    return (
      itemRecord(this.#place, 'added', JSON.stringify(this.#item('in_progress', undefined))) +
      this.#place.writer.write('response.content_part.added', `${this.#members},"part":${part}`)
    );
  }

  push(text: string): string {
    this.#text += text;
    return this.#place.writer.writeDelta(TEXT_DELTA, this.#deltaMembers, JSON.stringify(text));
  }

  /** An annotation of the text. */
  note(source: string): string {
    const annotation = parseJsonObject(source)?.['annotation'];
    if (!isJsonObject(annotation)) return '';
    const index = this.#annotations.push(annotation) - 1;
    const members = `${this.#members},"annotation_index":${index},"annotation":${JSON.stringify(annotation)}`;
    return this.#place.writer.write('response.output_text.annotation.added', members);
  }

  end(): string {
    const { writer } = this.#place;
    const text = JSON.stringify(this.#text);
    const part = JSON.stringify(this.#part());
    return (
      writer.write('response.output_text.done', `${this.#members},"text":${text},"logprobs":[]`) +
      writer.write('response.content_part.done', `${this.#members},"part":${part}`)
    );
  }

  finish(isCut: boolean): JsonObject {
    return this.#item(finalStatus(isCut), this.#part());
  }

  #part(): JsonObject {
    return textPart(this.#text, this.#annotations);
  }

  #item(status: ItemStatus, part: JsonObject | undefined): JsonObject {
    return { ...messageItem(this.#place.id, status, part), ...this.#more };
  }
}

/** A refusal as a whole message: all its records but `output_item.done`, and the item. */
export function refusalMessage(place: ItemPlace, refusal: string): { records: string; item: JsonObject } {
  const members = partMembers(place);
  const text = JSON.stringify(refusal);
  const { writer } = place;
  const records =
    itemRecord(place, 'added', JSON.stringify(messageItem(place.id, 'in_progress', undefined))) +
    writer.write('response.content_part.added', `${members},"part":${JSON.stringify(refusalPart(''))}`) +
    writer.write('response.refusal.delta', `${members},"delta":${text}`) +
    writer.write('response.refusal.done', `${members},"refusal":${text}`) +
    writer.write('response.content_part.done', `${members},"part":${JSON.stringify(refusalPart(refusal))}`);
  return { records, item: messageItem(place.id, 'completed', refusalPart(refusal)) };
}

function partMembers(place: ItemPlace): string {
  return `${placeMembers(place)},"content_index":0`;
}
