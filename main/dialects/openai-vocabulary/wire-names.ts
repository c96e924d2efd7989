import { hashName } from './hash-name.ts';

/** Tool names as OpenAI takes them, one to one with the client's. */
export interface WireNames {
  /** The name to send for the client's name. */
  encode(name: string): string;
  /** Sent name -> client's name, for those that differ. */
  readonly restored: ReadonlyMap<string, string>;
}

/** OpenAI's rule for function names. */
const VALID = /^[A-Za-z0-9_-]{1,64}$/;

/** Characters kept of a name that needs a hash to stay unique: 64 less `_` and at most 7 of base 36. */
const KEPT = 56;

/** Gives every name its own valid one. Valid names keep theirs, whatever comes before them. */
export function createWireNames(names: readonly string[]): WireNames {
  const wire = new Map<string, string>();
  const restored = new Map<string, string>();
  const taken = new Set(names.filter((name) => VALID.test(name)));
  for (const name of names) {
    if (wire.has(name) || VALID.test(name)) continue;
    const encoded = freeName(name, taken);
    taken.add(encoded);
    wire.set(name, encoded);
    restored.set(encoded, name);
  }
  return { encode: (name) => wire.get(name) ?? name, restored };
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  const cleaned = name.replace(/[^A-Za-z0-9_-]/g, '_');
  if (VALID.test(cleaned) && !taken.has(cleaned)) return cleaned;
  for (let salt = 0; ; salt += 1) {
    const candidate = `${cleaned.slice(0, KEPT)}_${hashName(`${salt}${name}`)}`;
    if (!taken.has(candidate)) return candidate;
  }
}
