import { invalidRequest } from '../../core/app-error.ts';
import type { JsonObject } from '../../core/json.ts';
import { readString } from '../../core/read-field.ts';

/** A tool's `name`. @throws AppError when it has none */
export function readToolName(holder: JsonObject, path: string): string {
  const name = readString(holder, 'name', path);
  if (name === '') throw invalidRequest(`${path}.name`, `${path}.name must not be empty.`);
  return name;
}
