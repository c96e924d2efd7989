/** What ends the lines of a text. */
export function lineEnd(text: string): '\r\n' | '\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** One step of indentation, as the first indented line has it; two spaces when there is none. */
export function indentUnit(text: string): string {
  const found = /^(\t| {2,})[^\s*]/m.exec(text)?.[1];
  return found ?? '  ';
}

/** The blanks at the beginning of the line that holds `at`. */
export function indentAt(text: string, at: number): string {
  const start = lineStart(text, at);
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? '';
}

/** Where the line that holds `at` begins. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Where the line that holds `at` stops, before what ends it. */
export function lineStop(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return end > at && text[end - 1] === '\r' ? end - 1 : end;
}

/** Where the next line begins; the end of the text on the last one. */
export function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}
