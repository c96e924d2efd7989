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
  return new HashedNaming(maxLength);
}

const VALID = /^[A-Za-z0-9_-]+$/;

class HashedNaming implements ToolNaming {
  readonly #maxLength: number;
  readonly #renamed = new Map<string, string>();

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  encode(name: string): string {
    if (name.length <= this.#maxLength && VALID.test(name)) return name;
    const stem = name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, this.#maxLength - HASH_LENGTH - 1);
    const encoded = `${stem}_${hashText(name).slice(-HASH_LENGTH)}`;
    this.#renamed.set(encoded, name);
    return encoded;
  }

  get renamed(): ReadonlyMap<string, string> | undefined {
    return this.#renamed.size === 0 ? undefined : this.#renamed;
  }
}
