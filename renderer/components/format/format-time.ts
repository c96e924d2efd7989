import { ABSENT } from './format-number.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const dayAndClock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });

/** `412 ms`, `1.24 s`, `2 min 05 s`. */
export function formatMs(ms: number | undefined): string {
  if (ms === undefined) return ABSENT;
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(2)} s`;
  if (ms < MINUTE) return `${(ms / SECOND).toFixed(1)} s`;
  const minutes = Math.floor(ms / MINUTE);
  const seconds = Math.floor((ms % MINUTE) / SECOND);
  return `${minutes} min ${String(seconds).padStart(2, '0')} s`;
}

/** Whole seconds for what is still running: `0:07`, `12:40`. */
export function formatElapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The time of day when it was in the last 20 hours, else with the date. */
export function formatMoment(at: number, now: number): string {
  return Math.abs(now - at) < 20 * HOUR ? clock.format(at) : dayAndClock.format(at);
}

/** Date, time and zone. */
export function formatExact(at: number): string {
  return exact.format(at);
}

/** `in 5 min`, `in 3 h`, `in 9 days`; whole units, rounded up, so that it never promises too early. */
export function formatIn(at: number, now: number): string {
  const left = Math.max(0, at - now);
  if (left <= HOUR) return `in ${Math.ceil(left / MINUTE)} min`;
  if (left <= 2 * DAY) return `in ${Math.ceil(left / HOUR)} h`;
  return `in ${Math.ceil(left / DAY)} days`;
}

/** `just now`, `5 min ago`, `3 h ago`, `2 d ago`. */
export function formatAgo(at: number | undefined, now: number): string {
  if (at === undefined) return 'never';
  const passed = now - at;
  if (passed < MINUTE) return 'just now';
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min ago`;
  if (passed < DAY) return `${Math.floor(passed / HOUR)} h ago`;
  return `${Math.floor(passed / DAY)} d ago`;
}
