/** How the records of one stream are written. */
export interface RecordWriter {
  /** One response as JSON text. */
  record(json: string): string;
  /** An error as JSON text, the last there is. */
  error(json: string): string;
  /** What ends the stream. */
  end(): string;
}

/** With `alt=sse`: no event names and no `[DONE]`, which Google's own SDK chokes on. */
export function createSseWriter(): RecordWriter {
  const record = (json: string) => `data: ${json}\n\n`;
  return { record, error: record, end: () => '' };
}

/** Without: one JSON list, a piece at a time. */
export function createListWriter(): RecordWriter {
  let isOpen = false;
  const record = (json: string) => {
    const separator = isOpen ? ',\n' : '[';
    isOpen = true;
    return separator + json;
  };
  return { record, error: (json) => `${record(json)}]`, end: () => (isOpen ? ']' : '[]') };
}
