import { hashName } from './hash-name.ts';

/** Tool names as a vendor takes them, one to one with the client's. */
export interface WireNames {
  /** The name to send for the client's name. */
  encode(name: string): string;
  /** Sent name -> client's name, for those that differ. */
  readonly restored: ReadonlyMap<string, string>;
}

/** Which names a vendor takes; none may be longer than 64 characters. */
export interface NameRule {
  readonly valid: RegExp;
  /** The name with what is not valid in it replaced; it may still be too long. */
  clean(name: string): string;
}

/** OpenAI's rule for function names. */
const OPENAI: NameRule = {
  valid: /^[A-Za-z0-9_-]{1,64}$/,
  clean: (name) => name.replace(/[^A-Za-z0-9_-]/g, '_'),
};

/** Characters kept of a name that needs a hash to stay unique: 64 less `_` and at most 7 of base 36. */
const KEPT = 56;

/** Gives every name its own valid one, by OpenAI's rule unless told. Valid names keep theirs, whatever comes before them. */
export function createWireNames(names: readonly string[], rule: NameRule = OPENAI): WireNames {
  const wire = new Map<string, string>();
  const restored = new Map<string, string>();
  const taken = new Set(names.filter((name) => rule.valid.test(name)));
  for (const name of names) {
    if (wire.has(name) || rule.valid.test(name)) continue;
    const encoded = freeName(name, taken, rule);
    taken.add(encoded);
    wire.set(name, encoded);
    restored.set(encoded, name);
  }
  return { encode: (name) => wire.get(name) ?? name, restored };
}

function freeName(name: string, taken: ReadonlySet<string>, rule: NameRule): string {
  const cleaned = rule.clean(name);
  if (rule.valid.test(cleaned) && !taken.has(cleaned)) return cleaned;
  for (let salt = 0; ; salt += 1) {
    const candidate = `${cleaned.slice(0, KEPT)}_${hashName(`${salt}${name}`)}`;
    if (!taken.has(candidate)) return candidate;
  }
}
