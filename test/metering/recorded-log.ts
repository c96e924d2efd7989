import type { Log } from '../../main/platform/ports/log.ts';

export interface RecordedLog extends Log {
  readonly lines: readonly string[];
}

/** A log that keeps its lines as `level: message`. */
export function createRecordedLog(): RecordedLog {
  const lines: string[] = [];
  const at = (level: string) => (message: string) => {
    lines.push(`${level}: ${message}`);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), lines };
}
