/**
 * The notation of reduced lines, both ways. The first line is a legend that explains the marks in use; then
 *
 *     @ P      the lines below start with P (until the next such mark; `@ ` alone ends it)
 *     @|text   this one line is `text`, without P
 *     @xN      the line above stands here N times in all
 *     @xN/K    the K lines above stand here N times in all
 *     @t T, U  the line above once more for each stamp, with its own stamp replaced by T, then by U
 *     @[n @]   the lines between are called n
 *     @n       the lines called n, once more
 *     [rtk: …] something was left out here (level `compact` only)
 *     \text    a line that itself starts with one of these marks, or with a backslash
 *
 * Every line of the original is a literal line or an exact repetition, so `expandLines` rebuilds it.
 */
export type LineOp =
  | { readonly op: 'line'; readonly text: string }
  | { readonly op: 'bare'; readonly text: string }
  | { readonly op: 'prefix'; readonly prefix: string }
  | { readonly op: 'repeat'; readonly times: number; readonly span: number }
  | { readonly op: 'stamps'; readonly stamps: readonly string[] }
  | { readonly op: 'open'; readonly name: number }
  | { readonly op: 'close' }
  | { readonly op: 'recall'; readonly name: number }
  | { readonly op: 'note'; readonly text: string };

/** How every text in one of our notations begins, and every note of something left out. */
export const MARK = '[rtk';

const LEGEND = `${MARK}: `;

const MEANING: Readonly<Record<LineOp['op'], string>> = {
  line: '',
  bare: '@|…: line without P',
  prefix: '"@ P": lines below start with P',
  repeat: '@xN: line above N times in all (@xN/K: K lines above)',
  stamps: '@t: line above again at these times',
  open: '@[n … @]: these lines are named n, @n: the same lines again',
  close: '',
  recall: '',
  note: 'notes like this say what was left out',
};

/** Writes the legend and the lines. A lone list of literals still gets a legend: the caller weighs the gain. */
export function writeLines(ops: readonly LineOp[]): string {
  const used = new Set<LineOp['op']>();
  let escaped = false;
  let body = '';
  for (const op of ops) {
    used.add(op.op);
    const written = writeOp(op);
    if (op.op === 'line' && written.length !== op.text.length) escaped = true;
    body += `\n${written}`;
  }
  return legendOf(used, escaped) + body;
}

function legendOf(used: ReadonlySet<LineOp['op']>, escaped: boolean): string {
  const parts: string[] = [];
  for (const op of Object.keys(MEANING)) {
    const meaning = isOp(op) && used.has(op) ? MEANING[op] : '';
    if (meaning !== '') parts.push(meaning);
  }
  if (escaped) parts.push('drop a leading \\');
  return `${LEGEND}${parts.join('; ')}]`;
}

function isOp(name: string): name is LineOp['op'] {
  return Object.hasOwn(MEANING, name);
}

function writeOp(op: LineOp): string {
  switch (op.op) {
    case 'line':
      return needsEscape(op.text) ? `\\${op.text}` : op.text;
    case 'bare':
      return `@|${op.text}`;
    case 'prefix':
      return `@ ${op.prefix}`;
    case 'repeat':
      return op.span === 1 ? `@x${op.times}` : `@x${op.times}/${op.span}`;
    case 'stamps':
      return `@t ${op.stamps.join(', ')}`;
    case 'open':
      return `@[${op.name}`;
    case 'close':
      return '@]';
    case 'recall':
      return `@${op.name}`;
    case 'note':
      return op.text;
  }
}

function needsEscape(text: string): boolean {
  const first = text.charCodeAt(0);
  return first === 0x40 || first === 0x5c || text.startsWith(MARK);
}

/** Rebuilds the lines that `writeLines` wrote; notes stay where they stand. Text without a legend is its own lines. */
export function expandLines(text: string): string {
  if (!text.startsWith(LEGEND)) return text;
  const reader = new LineReader();
  let start = text.indexOf('\n') + 1;
  while (start > 0) {
    const end = text.indexOf('\n', start);
    reader.read(end < 0 ? text.slice(start) : text.slice(start, end));
    start = end + 1;
  }
  return reader.lines.join('\n');
}

class LineReader {
  readonly lines: string[] = [];
  readonly #named = new Map<string, { readonly from: number; to: number }>();
  #open: { readonly from: number; to: number } | undefined;
  #prefix = '';
  /** What the last literal line began with, which its stamps leave out too. */
  #lastPrefix = '';

  read(line: string): void {
    const first = line.charCodeAt(0);
    if (first === 0x40) this.#readMark(line);
    else if (first === 0x5c) this.#add(this.#prefix, line.slice(1));
    else if (line.startsWith(MARK)) this.lines.push(line);
    else this.#add(this.#prefix, line);
  }

  #add(prefix: string, rest: string): void {
    this.#lastPrefix = prefix;
    this.lines.push(prefix + rest);
  }

  #readMark(line: string): void {
    const rest = line.slice(2);
    switch (line[1]) {
      case ' ':
        this.#prefix = rest;
        return;
      case '|':
        this.#add('', rest);
        return;
      case 'x':
        this.#repeat(rest);
        return;
      case 't':
        this.#restamp(rest.slice(1));
        return;
      case '[':
        this.#open = { from: this.lines.length, to: this.lines.length };
        this.#named.set(rest, this.#open);
        return;
      case ']':
        if (this.#open !== undefined) this.#open.to = this.lines.length;
        return;
      default:
        this.#recall(line.slice(1));
        return;
    }
  }

  #repeat(counts: string): void {
    const slash = counts.indexOf('/');
    const span = slash < 0 ? 1 : Number(counts.slice(slash + 1));
    const times = Number(slash < 0 ? counts : counts.slice(0, slash));
    const block = this.lines.slice(this.lines.length - span);
    for (let time = 1; time < times; time += 1) this.lines.push(...block);
  }

  #restamp(stamps: string): void {
    const prefix = this.#lastPrefix;
    const above = (this.lines.at(-1) ?? '').slice(prefix.length);
    for (const stamp of stamps.split(', ')) this.lines.push(prefix + stamp + above.slice(stamp.length));
  }

  #recall(name: string): void {
    const block = this.#named.get(name);
    if (block !== undefined) this.lines.push(...this.lines.slice(block.from, block.to));
  }
}
