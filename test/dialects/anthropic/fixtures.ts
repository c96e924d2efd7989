import { readdirSync, readFileSync } from 'node:fs';
import type { JsonObject } from '../../../main/core/json.ts';
import { asObject } from '../../../main/core/read-field.ts';

const ROOT = new URL('../../fixtures/anthropic/', import.meta.url);

/** A file of `test/fixtures/anthropic`, as JSON. */
export function readFixture(path: string): JsonObject {
  return asObject(JSON.parse(readFileSync(new URL(path, ROOT), 'utf8')), path);
}

/** The frames of a recorded stream: one JSON text a line. */
export function readStream(name: string): readonly string[] {
  return readFileSync(new URL(`streams/${name}.jsonl`, ROOT), 'utf8')
    .trimEnd()
    .split('\n');
}

/** Names of the fixtures in a folder, without their ending. */
export function fixtureNames(folder: 'requests' | 'foreign' | 'streams'): readonly string[] {
  return readdirSync(new URL(folder, ROOT)).map((file) => file.replace(/\.jsonl?$/, ''));
}

/** Makes any write to the value or below it throw. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}
