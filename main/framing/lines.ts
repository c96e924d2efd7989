import { AppError } from '../core/app-error.ts';

export interface LineDecoder {
  /** The lines that are whole, without their ends; blank ones are left out. @throws AppError upstream_error when one grows over 24 MiB. */
  push(bytes: Uint8Array): string[];
  /** The last line, when the stream ended without a line feed. */
  end(): string[];
}

/** As for server-sent events: no answer of a model comes near it, a broken upstream must not fill the memory. */
const MAX_LINE_CHARS = 24 * 1024 * 1024;

/** Decodes lines of UTF-8, such as NDJSON, from chunks cut anywhere. A line is joined once, so a long one costs linear time. */
export function createLineDecoder(): LineDecoder {
  const text = new TextDecoder('utf-8');
  let pieces: string[] = [];
  let size = 0;
  const keep = (piece: string): void => {
    size += piece.length;
    if (size > MAX_LINE_CHARS) throw tooLong();
    pieces.push(piece);
  };
  const take = (piece: string, lines: string[]): void => {
    keep(piece);
    const line = pieces.length === 1 ? piece : pieces.join('');
    pieces = [];
    size = 0;
    const bare = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (bare.trim() !== '') lines.push(bare);
  };
  const read = (chunk: string): string[] => {
    const lines: string[] = [];
    let from = 0;
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', from)) {
      take(chunk.slice(from, end), lines);
      from = end + 1;
    }
    if (from < chunk.length) keep(chunk.slice(from));
    return lines;
  };
  return {
    push: (bytes) => read(text.decode(bytes, { stream: true })),
    end() {
      const lines = read(text.decode());
      take('', lines);
      return lines;
    },
  };
}

function tooLong(): AppError {
  return new AppError({
    code: 'upstream_error',
    retry: 'next',
    message: 'The upstream sent one line of more than 24 MiB. It does not look like an answer of a model.',
  });
}
