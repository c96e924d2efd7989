import { hashText } from '../openai-vocabulary/hash-text.ts';

const HASH_LENGTH = 8;

/** Gives tools names the model accepts, and remembers whose they were. */
export interface ToolNaming {
  encode(name: string): string;
  /** Upstream name -> the client's, for those that differ; undefined when none does. */
  readonly renamed: ReadonlyMap<string, string> | undefined;
}

/**
 * Names of letters, digits, `_` and `-` up to `maxLength` stay. Any other gets a hash of the whole name at its end, so
 * that the same name always becomes the same one and no two collide.
 */
export function createToolNaming(maxLength: number): ToolNaming {
  const valid = new RegExp(`^[A-Za-z0-9_-]{1,${maxLength}}$`);
  const renamed = new Map<string, string>();
  return {
    encode(name) {
      if (valid.test(name)) return name;
      const stem = name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, maxLength - HASH_LENGTH - 1);
      const encoded = `${stem}_${hashText(name).slice(-HASH_LENGTH)}`;
      renamed.set(encoded, name);
      return encoded;
    },
    get renamed() {
      return renamed.size === 0 ? undefined : renamed;
    },
  };
}
