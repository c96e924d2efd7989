import { invalidRequest } from '../../core/app-error.ts';
import type { JsonObject } from '../../core/json.ts';
import { readString } from '../../core/read-field.ts';

/** The `model` a request names. @throws AppError when it names none */
export function decodeModel(source: JsonObject): string {
  const model = readString(source, 'model');
  if (model.trim() === '') throw invalidRequest('model', 'model must name a model; it is empty.');
  return model;
}
