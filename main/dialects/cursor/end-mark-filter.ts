const MARK = '<|eos|>';

/** Takes out the mark with which some models end their text, however it is cut; what may yet become one is held back. */
export class EndMarkFilter {
  private held = '';

  /** The text that may be shown. */
  push(text: string): string {
    const all = this.held + text;
    const length = openLength(all);
    this.held = all.slice(all.length - length);
    const shown = length === 0 ? all : all.slice(0, -length);
    return shown.includes(MARK) ? shown.replaceAll(MARK, '') : shown;
  }

  /** What was held back and is no mark after all. */
  flush(): string {
    const { held } = this;
    this.held = '';
    return held;
  }
}

/** How many of the last characters are the beginning of a mark. */
function openLength(text: string): number {
  const from = text.lastIndexOf('<');
  if (from === -1 || text.length - from >= MARK.length) return 0;
  return MARK.startsWith(text.slice(from)) ? text.length - from : 0;
}
