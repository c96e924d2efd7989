/**
 * JSON text that must reach the wire unchanged: tool arguments as the client wrote them, or a number with more
 * digits than a double holds. Serialise any tree that may hold one with `stringifyJson`.
 */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    if (collecting === undefined) return JSON.parse(this.text);
    return `${collecting.mark}${collecting.texts.push(this.text) - 1}`;
  }
}

/** Like `JSON.stringify`, with every `RawJson` in the tree written as its own text. */
export function stringifyJson(value: unknown): string {
  for (let attempt = 0; ; attempt += 1) {
    const mark = `\uE000${attempt}:`;
    const { json, texts } = collect(value, mark);
    if (texts.length === 0) return json;
    const pieces = json.split(`"${mark}`);
    // A client's own text may contain the mark: then the count differs, and the next mark is tried.
    if (pieces.length === texts.length + 1) return join(pieces, texts);
  }
}

interface Collecting {
  readonly mark: string;
  readonly texts: string[];
}

let collecting: Collecting | undefined;

function collect(value: unknown, mark: string): { json: string; texts: readonly string[] } {
  const outer = collecting;
  collecting = { mark, texts: [] };
  try {
    return { json: JSON.stringify(value), texts: collecting.texts };
  } finally {
    collecting = outer;
  }
}

function join(pieces: readonly string[], texts: readonly string[]): string {
  let out = pieces[0] ?? '';
  for (let i = 1; i < pieces.length; i += 1) {
    const piece = pieces[i] ?? '';
    out += texts[i - 1] + piece.slice(piece.indexOf('"') + 1);
  }
  return out;
}
