import { type JsonObject, parseJsonObject } from '../../core/json.ts';
import { type CallShape, completeArguments } from './call-shape.ts';
import { deltaHead } from './event-writer.ts';
import { FreeTextReader } from './free-text-reader.ts';
import type { NativeToolName } from './native-tools.ts';
import { finalStatus, type ItemPlace, itemRecord, type OpenItem, placeMembers } from './open-item.ts';
import { type CallFacts, customCallItem, functionCallItem, nativeCallItem } from './output-item.ts';

/** The item a tool's call is for the client that declared the tool. */
export function openCall(place: ItemPlace, callId: string, shape: CallShape): OpenItem {
  if (shape.kind === 'native') return new OpenNativeCall(place, callId, shape.name);
  return shape.kind === 'custom'
    ? new OpenCustomCall(place, callId, shape)
    : new OpenFunctionCall(place, callId, shape);
}

const ARGUMENTS_DELTA = deltaHead('response.function_call_arguments.delta');
const INPUT_DELTA = deltaHead('response.custom_tool_call_input.delta');

class OpenFunctionCall implements OpenItem {
  readonly accepts = 'arguments-delta';
  readonly #place: ItemPlace;
  readonly #callId: string;
  readonly #shape: CallShape;
  readonly #deltaMembers: string;
  #json = '';

  constructor(place: ItemPlace, callId: string, shape: CallShape) {
    this.#place = place;
    this.#callId = callId;
    this.#shape = shape;
    this.#deltaMembers = `,${placeMembers(place)},"delta":`;
  }

  begin(): string {
    const item = functionCallItem(factsOf(this.#place, this.#callId, 'in_progress'), this.#shape, '');
    return itemRecord(this.#place, 'added', JSON.stringify(item));
  }

  push(json: string): string {
    this.#json += json;
    return this.#place.writer.writeDelta(ARGUMENTS_DELTA, this.#deltaMembers, JSON.stringify(json));
  }

  end(): string {
    // Clients parse the arguments: a call without any must still say `{}`.
    const owed = completeArguments(this.#json) === this.#json ? '' : this.push('{}');
    const { name } = this.#shape;
    const members = `${placeMembers(this.#place)},"name":${JSON.stringify(name)},"arguments":${JSON.stringify(this.#json)}`;
    return owed + this.#place.writer.write('response.function_call_arguments.done', members);
  }

  finish(isCut: boolean): JsonObject {
    const isBroken = isCut && parseJsonObject(this.#json) === undefined;
    return functionCallItem(
      factsOf(this.#place, this.#callId, finalStatus(isBroken)),
      this.#shape,
      this.#json,
    );
  }
}

class OpenCustomCall implements OpenItem {
  readonly accepts = 'arguments-delta';
  readonly #place: ItemPlace;
  readonly #callId: string;
  readonly #shape: CallShape;
  readonly #deltaMembers: string;
  readonly #reader = new FreeTextReader();

  constructor(place: ItemPlace, callId: string, shape: CallShape) {
    this.#place = place;
    this.#callId = callId;
    this.#shape = shape;
    this.#deltaMembers = `,${placeMembers(place)},"delta":`;
  }

  begin(): string {
    const item = customCallItem(factsOf(this.#place, this.#callId, 'in_progress'), this.#shape, '');
    return itemRecord(this.#place, 'added', JSON.stringify(item));
  }

  push(json: string): string {
    return this.#delta(this.#reader.push(json));
  }

  end(): string {
    const owed = this.#delta(this.#reader.end());
    const members = `${placeMembers(this.#place)},"input":${JSON.stringify(this.#reader.text)}`;
    return owed + this.#place.writer.write('response.custom_tool_call_input.done', members);
  }

  finish(isCut: boolean): JsonObject {
    const status = finalStatus(isCut && !this.#reader.isComplete);
    return customCallItem(factsOf(this.#place, this.#callId, status), this.#shape, this.#reader.text);
  }

  #delta(text: string): string {
    if (text === '') return '';
    return this.#place.writer.writeDelta(INPUT_DELTA, this.#deltaMembers, JSON.stringify(text));
  }
}

/** Its arguments are an object of the item: there is nothing to announce before they are whole. */
class OpenNativeCall implements OpenItem {
  readonly accepts = 'arguments-delta';
  readonly #place: ItemPlace;
  readonly #callId: string;
  readonly #name: NativeToolName;
  #json = '';

  constructor(place: ItemPlace, callId: string, name: NativeToolName) {
    this.#place = place;
    this.#callId = callId;
    this.#name = name;
  }

  begin(): string {
    return '';
  }

  push(json: string): string {
    this.#json += json;
    return '';
  }

  end(): string {
    const item = nativeCallItem(factsOf(this.#place, this.#callId, 'in_progress'), this.#name, this.#json);
    return itemRecord(this.#place, 'added', JSON.stringify(item));
  }

  finish(isCut: boolean): JsonObject {
    const isBroken = isCut && parseJsonObject(this.#json) === undefined;
    const facts = factsOf(this.#place, this.#callId, finalStatus(isBroken));
    return nativeCallItem(facts, this.#name, this.#json);
  }
}

function factsOf({ id }: ItemPlace, callId: string, status: CallFacts['status']): CallFacts {
  return { id, callId, status };
}
