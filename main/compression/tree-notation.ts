import { MARK } from './line-notation.ts';

/**
 * The notation of drawn trees: a legend that names the drawing style, then each entry behind one space per level. Which
 * branch sign an entry had follows from whether it is the last of its parent.
 */
const LEGEND = `${MARK} tree: one space per level; drawn with `;
const LEGEND_END = ' in the original]';

interface DrawingStyle {
  readonly trunk: string;
  readonly gap: string;
  readonly branch: string;
  readonly last: string;
  /** Signs of entries that have entries below them, where they differ. */
  readonly parentBranch?: string;
  readonly parentLast?: string;
}

/** `tree` on a UTF-8 terminal, `npm ls`, `tree` with plain blanks (cargo, many scripts) and `tree --charset=ascii`. */
const STYLES: Readonly<Record<string, DrawingStyle>> = {
  '├──': { trunk: '│\u00a0\u00a0 ', gap: '    ', branch: '├── ', last: '└── ' },
  '├─┬': {
    ...{ trunk: '│ ', gap: '  ', branch: '├── ', last: '└── ' },
    ...{ parentBranch: '├─┬ ', parentLast: '└─┬ ' },
  },
  '├── and plain blanks': { trunk: '│   ', gap: '    ', branch: '├── ', last: '└── ' },
  '|--': { trunk: '|   ', gap: '    ', branch: '|-- ', last: '`-- ' },
};

/** Rewrites a drawn tree. Undefined when no style draws it to the byte as it stands. */
export function reduceTree(text: string): string | undefined {
  const name = styleOf(text);
  const style = STYLES[name];
  if (style === undefined) return undefined;
  const body = text.split('\n').map((line) => undraw(line, style));
  const reduced = `${LEGEND}${name}${LEGEND_END}\n${body.join('\n')}`;
  return expandTree(reduced) === text ? reduced : undefined;
}

/** The style that a sign only it has gives away. */
function styleOf(text: string): string {
  if (text.includes('\u00a0')) return '├──';
  if (text.includes('─┬ ')) return '├─┬';
  return text.includes('── ') ? '├── and plain blanks' : '|--';
}

function undraw(line: string, style: DrawingStyle): string {
  let at = 0;
  let depth = 0;
  while (line.startsWith(style.trunk, at) || line.startsWith(style.gap, at)) {
    at += style.gap.length;
    depth += 1;
  }
  const signs = [style.branch, style.last, style.parentBranch, style.parentLast];
  if (!signs.some((sign) => sign !== undefined && line.startsWith(sign, at))) return line;
  return ' '.repeat(depth + 1) + line.slice(at + style.branch.length);
}

/** Draws the tree again. Text without the legend is its own; notes stay where they stand. */
export function expandTree(text: string): string {
  const lines = text.split('\n');
  const [legend = ''] = lines;
  if (!legend.startsWith(LEGEND)) return text;
  const style = STYLES[legend.slice(LEGEND.length, -LEGEND_END.length)];
  return style === undefined ? text : draw(lines.slice(1), style).join('\n');
}

/** Goes upwards, so that an entry knows whether a sibling follows. */
function draw(lines: readonly string[], style: DrawingStyle): string[] {
  const drawn: string[] = new Array(lines.length);
  let open: boolean[] = [];
  for (let i = lines.length - 1; i >= 0; i -= 1) {
    const line = lines[i] ?? '';
    const depth = depthOf(line);
    if (depth === 0) {
      drawn[i] = line;
      if (!line.startsWith(MARK)) open = [];
      continue;
    }
    let start = '';
    for (let level = 1; level < depth; level += 1) start += open[level] ? style.trunk : style.gap;
    const isParent = depthOf(lines[i + 1] ?? '') > depth;
    drawn[i] = start + signOf(style, isParent, open[depth] ?? false) + line.slice(depth);
    open.length = depth + 1;
    open[depth] = true;
  }
  return drawn;
}

function signOf(style: DrawingStyle, isParent: boolean, siblingFollows: boolean): string {
  if (siblingFollows) return (isParent ? style.parentBranch : undefined) ?? style.branch;
  return (isParent ? style.parentLast : undefined) ?? style.last;
}

/** Levels deeper than this are no directory tree. */
const MAX_DEPTH = 64;

function depthOf(line: string): number {
  let depth = 0;
  while (depth < MAX_DEPTH && line.charCodeAt(depth) === 0x20) depth += 1;
  return depth;
}
