import { isDigitAt, skipBlanks } from './character-class.ts';
import { MARK } from './line-notation.ts';
import { isLongListingRow } from './line-shape.ts';

/**
 * The notation of `ls -l`: a legend that gives the owner and group all rows share, then rows of mode, links, size, date
 * and name with single blanks. The columns' widths follow from their contents, one listing (`total` line) at a time.
 */
const LEGEND = `${MARK} ls: columns unpadded; owner and group of every row: `;

interface Row {
  readonly mode: string;
  readonly links: string;
  readonly owner: string;
  readonly group: string;
  readonly size: string;
  /** Date, blank and name as they stand. */
  readonly rest: string;
}

/** Rewrites a long listing. Undefined when rows differ in owner or were padded in a way we would not reproduce. */
export function reduceListing(text: string): string | undefined {
  const lines = text.split('\n');
  const first = lines.find(isLongListingRow);
  const owners = first === undefined ? undefined : readRow(first);
  if (owners === undefined) return undefined;
  const legend = `${LEGEND}${owners.owner} ${owners.group}]`;
  const body: string[] = [];
  for (const line of lines) {
    const row = isLongListingRow(line) ? readRow(line) : undefined;
    if (row !== undefined && (row.owner !== owners.owner || row.group !== owners.group)) return undefined;
    body.push(row === undefined ? line : `${row.mode} ${row.links} ${row.size} ${row.rest}`);
  }
  const reduced = `${legend}\n${body.join('\n')}`;
  return expandListing(reduced) === text ? reduced : undefined;
}

/** Every listing of names and sizes says first what it leaves out. */
const SUMMARY_LEGEND = `${MARK} ls: left out of every row: mode, links, owner, group, date; directories end in /]`;

/** The rows as size and name alone. Undefined when no row could be read. */
export function summariseListing(text: string): string | undefined {
  let rows = 0;
  const body = text.split('\n').map((line) => {
    const row = isLongListingRow(line) ? readRow(line) : undefined;
    if (row === undefined) return line;
    rows += 1;
    return `${row.size} ${row.rest.slice(DATE_WIDTH)}${row.mode.startsWith('d') ? '/' : ''}`;
  });
  return rows === 0 ? undefined : `${SUMMARY_LEGEND}\n${body.join('\n')}`;
}

/** `Nov 22 10:58` and the blank behind it. */
const DATE_WIDTH = 13;

/** Pads the rows again. Text without the legend is its own; notes stay where they stand. */
export function expandListing(text: string): string {
  const lines = text.split('\n');
  const [legend = ''] = lines;
  if (!legend.startsWith(LEGEND)) return text;
  const owners = legend.slice(LEGEND.length, -1);
  const out: string[] = [];
  let listing: string[] = [];
  for (const line of lines.slice(1)) {
    if (line.startsWith('total ')) {
      out.push(...padListing(listing, owners));
      listing = [];
    }
    listing.push(line);
  }
  out.push(...padListing(listing, owners));
  return out.join('\n');
}

function padListing(lines: readonly string[], owners: string): string[] {
  const rows = lines.map((line) => (isShortRow(line) ? line.split(' ', 3) : undefined));
  let linksWidth = 0;
  let sizeWidth = 0;
  for (const row of rows) {
    linksWidth = Math.max(linksWidth, row?.[1]?.length ?? 0);
    sizeWidth = Math.max(sizeWidth, row?.[2]?.length ?? 0);
  }
  return lines.map((line, i) => {
    const row = rows[i];
    if (row === undefined) return line;
    const [mode = '', links = '', size = ''] = row;
    const rest = line.slice(mode.length + links.length + size.length + 3);
    return `${mode} ${links.padStart(linksWidth)} ${owners} ${size.padStart(sizeWidth)} ${rest}`;
  });
}

function isShortRow(line: string): boolean {
  return (
    line.length > 12 &&
    'dlbcps-'.includes(line.charAt(0)) &&
    'r-'.includes(line.charAt(1)) &&
    line.includes(' ')
  );
}

/** Reads `mode links owner group size date name`; undefined for devices and foreign layouts. */
function readRow(line: string): Row | undefined {
  const words: string[] = [];
  let at = 0;
  while (words.length < 5) {
    const end = line.indexOf(' ', at);
    if (end < 0) return undefined;
    words.push(line.slice(at, end));
    at = skipBlanks(line, end);
    if (words.length === 5) at = end + 1;
  }
  const [mode = '', links = '', owner = '', group = '', size = ''] = words;
  if (!isDigitAt(links, 0) || !isDigitAt(size, 0)) return undefined;
  return { mode, links, owner, group, size, rest: line.slice(at) };
}
