import { invalidRequest } from '../../core/app-error.ts';
import type { Headers } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { pathOf, readOptionalArray } from '../../core/read-field.ts';

/** Feature flags from the `anthropic-beta` header and the `betas` member some SDKs leave in the body, in order. */
export function decodeBetas(body: JsonObject, headers: Headers): readonly string[] {
  const flags = new Set<string>();
  for (const flag of (headers['anthropic-beta'] ?? '').split(',')) add(flags, flag);
  readOptionalArray(body, 'betas').forEach((flag, index) => {
    const path = pathOf('betas', index);
    if (typeof flag !== 'string') throw invalidRequest(path, `${path} must be a string.`);
    add(flags, flag);
  });
  return [...flags];
}

function add(flags: Set<string>, flag: string): void {
  const name = flag.trim();
  if (name !== '') flags.add(name);
}
