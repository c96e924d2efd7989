import { type JsonObject, parseJsonObject } from '../../core/json.ts';
import { type ItemPlace, itemRecord, type OpenItem } from './open-item.ts';

/** An item of an upstream of this dialect that the hub has no name for: passed on as it came, under our id. */
export class OpenForeignItem implements OpenItem {
  readonly accepts = undefined;
  readonly #place: ItemPlace;
  readonly #item: JsonObject;

  constructor(place: ItemPlace, source: string) {
    this.#place = place;
    this.#item = { ...parseJsonObject(source), id: place.id };
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
