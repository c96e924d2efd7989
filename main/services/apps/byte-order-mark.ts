const MARK = '\uFEFF';

/** Does something to a text without its byte order mark, and puts the mark back. */
export function besideMark(text: string, change: (body: string) => string): string {
  return text.startsWith(MARK) ? MARK + change(text.slice(1)) : change(text);
}

/** The text without its byte order mark. */
export function withoutMark(text: string): string {
  return text.startsWith(MARK) ? text.slice(1) : text;
}
