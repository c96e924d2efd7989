import type { Headers } from '../../core/codec.ts';

/**
 * How long an upstream asks to wait, in milliseconds: `retry-after-ms`, `retry-after` (seconds or a date, counted from
 * the response's own `date`), else the reset of whichever OpenAI limit is used up.
 */
export function retryAfterMs(headers: Headers): number | undefined {
  return (
    positive(Number.parseFloat(headers['retry-after-ms'] ?? '')) ??
    retryAfter(headers) ??
    resetOf(headers, 'requests') ??
    resetOf(headers, 'tokens')
  );
}

function retryAfter(headers: Headers): number | undefined {
  const value = headers['retry-after']?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  return positive(Date.parse(value) - Date.parse(headers['date'] ?? ''));
}

function resetOf(headers: Headers, limit: 'requests' | 'tokens'): number | undefined {
  if (headers[`x-ratelimit-remaining-${limit}`] !== '0') return undefined;
  return durationMs(headers[`x-ratelimit-reset-${limit}`] ?? '');
}

/** Milliseconds in each unit of a duration such as `6m0s` or `120ms`. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** The first duration in a text, such as `6m0s`, `2h7m23.5s` or `120ms`, in milliseconds. */
export function durationMs(text: string): number | undefined {
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)) {
    total += Number(amount) * (UNITS.get(unit ?? '') ?? 0);
  }
  return positive(total);
}

function positive(value: number): number | undefined {
  return value > 0 ? value : undefined;
}
