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
}

/** `tree` on a UTF-8 terminal, the same with plain blanks (cargo, many scripts), and `tree --charset=ascii`. */
const STYLES: Readonly<Record<string, DrawingStyle>> = {
  '├──': { trunk: '│\u00a0\u00a0 ', gap: '    ', branch: '├── ', last: '└── ' },
  '├── and plain blanks': { trunk: '│   ', gap: '    ', branch: '├── ', last: '└── ' },
  '|--': { trunk: '|   ', gap: '    ', branch: '|-- ', last: '`-- ' },
};

/** Rewrites a drawn tree. Undefined when no style draws it to the byte as it stands. */
export function reduceTree(text: string): string | undefined {
  for (const [name, style] of Object.entries(STYLES)) {
    if (!text.includes(style.branch)) continue;
    const reduced = `${LEGEND}${name}${LEGEND_END}\n${text
      .split('\n')
      .map((line) => undraw(line, style))
      .join('\n')}`;
    if (expandTree(reduced) === text) return reduced;
  }
  return undefined;
}

function undraw(line: string, style: DrawingStyle): string {
  let at = 0;
  let depth = 0;
  while (line.startsWith(style.trunk, at) || line.startsWith(style.gap, at)) {
    at += style.gap.length;
    depth += 1;
  }
  if (!line.startsWith(style.branch, at) && !line.startsWith(style.last, at)) return line;
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
    drawn[i] = start + (open[depth] ? style.branch : style.last) + line.slice(depth);
    open.length = depth + 1;
    open[depth] = true;
  }
  return drawn;
}

/** Levels deeper than this are no directory tree. */
const MAX_DEPTH = 64;

function depthOf(line: string): number {
  let depth = 0;
  while (depth < MAX_DEPTH && line.charCodeAt(depth) === 0x20) depth += 1;
  return depth;
}
