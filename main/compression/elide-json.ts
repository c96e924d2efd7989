import type { ArraySpan, JsonScan } from './json-scanner.ts';
import { MARK } from './line-notation.ts';
import { findAlert } from './protected-line.ts';

/** Of a longer array the first items and the last stay. */
const KEPT_ITEMS = 6;
const LONG_ARRAY = 10;

/** Items must hold at least this many characters together to be worth a note. */
const MIN_GAIN = 60;

interface Elision {
  readonly from: number;
  readonly to: number;
  readonly items: number;
}

/**
 * Leaves out the middle of long arrays, each run of items replaced by one string that says how many they were. Items that
 * hold a word of alarm stay, as does everything outside arrays, counts and totals among it. Undefined when nothing goes.
 */
export function elideJson(text: string, scan: JsonScan): string | undefined {
  const alerts = alertsOf(text);
  const elisions = scan.arrays.flatMap((array) => elisionsOf(array, alerts));
  if (elisions.length === 0) return undefined;
  elisions.sort((a, b) => a.from - b.from);
  let out = '';
  let copied = 0;
  for (const { from, to, items } of elisions) {
    if (from < copied) continue;
    out += `${text.slice(copied, from)}"${MARK}: ${items} items left out]"`;
    copied = to;
  }
  return out + text.slice(copied);
}

/** Offsets of every word of alarm, ascending. */
function alertsOf(text: string): readonly number[] {
  const alerts: number[] = [];
  let at = findAlert(text, 0);
  while (at >= 0) {
    alerts.push(at);
    at = findAlert(text, at + 2);
  }
  return alerts;
}

/** Runs of items in the middle of an array that hold no word of alarm. */
function elisionsOf({ items }: ArraySpan, alerts: readonly number[]): readonly Elision[] {
  const count = items.length / 2;
  if (count <= LONG_ARRAY) return [];
  const elisions: Elision[] = [];
  let first = KEPT_ITEMS;
  let alert = firstAtOrAfter(alerts, items[2 * first] ?? 0);
  for (let i = KEPT_ITEMS; i < count; i += 1) {
    const end = items[2 * i + 1] ?? 0;
    const holdsAlert = (alerts[alert] ?? Infinity) < end;
    if (!holdsAlert && i < count - 1) continue;
    addElision(elisions, items, { first, last: i - 1 });
    first = i + 1;
    while ((alerts[alert] ?? Infinity) < end) alert += 1;
  }
  return elisions;
}

function addElision(
  elisions: Elision[],
  items: readonly number[],
  { first, last }: { first: number; last: number },
): void {
  const from = items[2 * first] ?? 0;
  const to = items[2 * last + 1] ?? 0;
  if (last >= first && to - from >= MIN_GAIN) elisions.push({ from, to, items: last - first + 1 });
}

/** Binary search: the index of the first value at or above `least`. */
function firstAtOrAfter(values: readonly number[], least: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
