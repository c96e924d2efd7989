import { invalidRequest } from '../../core/app-error.ts';
import type { JsonObject } from '../../core/json.ts';
import { readOptionalNumber } from '../../core/read-field.ts';

/** A number from 0 to `max`, such as `temperature`. @throws AppError naming the field */
export function readInRange(source: JsonObject, key: string, max: number): number | undefined {
  const value = readOptionalNumber(source, key);
  if (value === undefined || (value >= 0 && value <= max)) return value;
  throw invalidRequest(key, `${key} must be between 0 and ${max}, not ${value}.`);
}
