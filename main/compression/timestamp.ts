import { isDigitAt } from './character-class.ts';

/** Where the date of a log line ends (its time begins) and where the time ends; offsets into the line. */
export interface Stamp {
  readonly dateEnd: number;
  readonly end: number;
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const MAX_SOURCE_NAME = 40;

/** The time a log line begins with, after an optional `name | ` (docker compose) and `[`; undefined when there is none. */
export function stampOf(line: string): Stamp | undefined {
  const source = afterSourceName(line);
  const start = line.charCodeAt(source) === 0x5b ? source + 1 : source;
  const dateEnd = afterDate(line, start);
  const end = afterTime(line, dateEnd);
  return end === dateEnd ? undefined : { dateEnd, end };
}

/** Skips the `web-1  | ` that docker compose puts before each line. */
function afterSourceName(line: string): number {
  if (isDigitAt(line, 0) || line.charCodeAt(0) === 0x5b) return 0;
  for (let i = 0; i < MAX_SOURCE_NAME && i < line.length; i += 1) {
    const code = line.charCodeAt(i);
    if (code === 0x7c) return line.charCodeAt(i + 1) === 0x20 ? i + 2 : 0;
    if (code === 0x20 && line.charCodeAt(i + 1) !== 0x20 && line.charCodeAt(i + 1) !== 0x7c) return 0;
  }
  return 0;
}

/** The offset behind `2024-06-01T`, `2024/06/01 ` or `Jun  1 `; `from` when no date stands there. */
function afterDate(line: string, from: number): number {
  if (digitsFrom(line, from) === 4) return afterIsoDate(line, from);
  const month = MONTHS.indexOf(line.slice(from, from + 3));
  if (month < 0 || month % 3 !== 0 || line.charCodeAt(from + 3) !== 0x20) return from;
  const day = line.charCodeAt(from + 4) === 0x20 ? from + 5 : from + 4;
  const after = day + digitsFrom(line, day);
  return after > day && after === from + 6 && line.charCodeAt(after) === 0x20 ? after + 1 : from;
}

function afterIsoDate(line: string, from: number): number {
  const separator = line.charCodeAt(from + 4);
  if (separator !== 0x2d && separator !== 0x2f) return from;
  if (digitsFrom(line, from + 5) !== 2 || line.charCodeAt(from + 7) !== separator) return from;
  if (digitsFrom(line, from + 8) !== 2) return from;
  const joint = line.charCodeAt(from + 10);
  return joint === 0x54 || joint === 0x20 ? from + 11 : from;
}

/** The offset behind `12:00:01`, `12:00:01.123Z` or `12:00:01,123+02:00`; `from` when no time stands there. */
function afterTime(line: string, from: number): number {
  for (const at of [from, from + 3, from + 6]) {
    if (digitsFrom(line, at) !== 2) return from;
    if (at !== from + 6 && line.charCodeAt(at + 2) !== 0x3a) return from;
  }
  const point = line.charCodeAt(from + 8);
  const fraction = point === 0x2e || point === 0x2c ? digitsFrom(line, from + 9) : 0;
  return afterZone(line, fraction === 0 ? from + 8 : from + 9 + fraction);
}

function afterZone(line: string, from: number): number {
  const sign = line.charCodeAt(from);
  if (sign === 0x5a) return from + 1;
  if (sign !== 0x2b && sign !== 0x2d) return from;
  const hours = digitsFrom(line, from + 1);
  if (hours === 4) return from + 5;
  return hours === 2 && line.charCodeAt(from + 3) === 0x3a && digitsFrom(line, from + 4) === 2
    ? from + 6
    : from;
}

/** How many digits stand at `from`, counted no further than ten. */
function digitsFrom(line: string, from: number): number {
  let count = 0;
  while (count < 10 && isDigitAt(line, from + count)) count += 1;
  return count;
}
