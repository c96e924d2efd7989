import type { ModelTraits } from '../catalog/model-traits.ts';
import { type JsonObject, objectsOf } from '../json.ts';

/** A Converse body on its way through the rules. */
export interface ConverseRequest {
  readonly body: JsonObject;
  readonly model: ModelTraits;
  readonly stream: boolean;
}

/** The members of this name among the blocks of a message. */
export function membersOf(message: JsonObject | undefined, name: string): readonly JsonObject[] {
  return objectsOf(objectsOf(message?.['content']).map((block) => block[name]));
}
