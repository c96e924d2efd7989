import type { JsonObject } from '../../core/json.ts';
import { decodeModel } from '../openai-vocabulary/decode-model.ts';

const DEFAULT_TAG = ':latest';

/** The model a body names, without the tag that Ollama's clients add of themselves. @throws AppError when it names none */
export function decodeModelName(source: JsonObject): string {
  return withoutDefaultTag(decodeModel(source));
}

/** The name without `:latest`, which stands for no tag at all. */
export function withoutDefaultTag(name: string): string {
  return name.endsWith(DEFAULT_TAG) ? name.slice(0, -DEFAULT_TAG.length) : name;
}
