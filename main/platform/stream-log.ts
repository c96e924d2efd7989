import type { Log, LogFields } from './ports/log.ts';
import { redact, redactText } from './redact.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

const RANK: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 };

export interface LogTarget {
  write(text: string): unknown;
}

/** One JSON object per line, secrets redacted; lines below `level` are not made at all. */
export function createStreamLog(target: LogTarget, level: LogLevel): Log {
  const at = (name: LogLevel) => {
    if (RANK[name] < RANK[level]) return () => undefined;
    return (message: string, fields?: LogFields) => write(target, name, { message, fields });
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function write(
  target: LogTarget,
  level: LogLevel,
  line: { message: string; fields: LogFields | undefined },
): void {
  const shown = redact(line.fields ?? {});
  const entry = { time: new Date().toISOString(), level, message: redactText(line.message) };
  target.write(`${stringifySafely({ ...entry, ...(typeof shown === 'object' ? shown : {}) }, entry)}\n`);
}

function stringifySafely(full: object, short: object): string {
  try {
    return JSON.stringify(full);
  } catch {
    return JSON.stringify(short);
  }
}
