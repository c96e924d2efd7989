import type { Log, LogFields } from '../../../main/platform/ports/log.ts';

/** Keeps what was logged. */
export class ListLog implements Log {
  readonly lines: { level: string; message: string; fields?: LogFields }[] = [];
  readonly #add = (level: string) => (message: string, fields?: LogFields) => {
    this.lines.push({ level, message, fields });
  };
  readonly debug = this.#add('debug');
  readonly info = this.#add('info');
  readonly warn = this.#add('warn');
  readonly error = this.#add('error');
}
